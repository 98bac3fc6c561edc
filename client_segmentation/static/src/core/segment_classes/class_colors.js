/** The axis of a field, on contacts and documents or on a dossier. */
export function getAxisName(name) {
    return name.replace(/^(segment|client)_/, "");
}

/**
 * How the style sheet calls a class: by its value, yes or no by its axis, a corner of
 * the matrix by its ABC class.
 *
 * @param {String} name of the field or axis
 * @param {String|Boolean} value as in the database, "axis:value" included
 * @returns {String} "" for none
 */
export function getClassKey(name, value) {
    const [axis, ownValue] = String(value).includes(":")
        ? value.split(":")
        : [getAxisName(name), value];
    if (!ownValue || ownValue === "false") {
        return "";
    }
    if (String(ownValue) === "true") {
        return axis;
    }
    return axis.startsWith("abcxyz") ? ownValue[0] : ownValue;
}

/**
 * @param {String} key see getClassKey
 * @returns {String} the colour of the style sheet, "" if the key names no class
 */
export function getClassColor(key) {
    const style = getComputedStyle(document.documentElement);
    return key && style.getPropertyValue(`--segment-color-${key}`).trim();
}

/**
 * @param {String} name of the field
 * @param {Object} field as described by the server
 * @returns {Map<String, String>|null} the colours by label, in the order of the
 *  classes; nothing if the field holds no classes of ours
 */
export function getColorsByLabel(name, {type, selection}) {
    if (type !== "selection") {
        return null;
    }
    const colors = selection.map(([value, label]) => [
        label,
        getClassColor(getClassKey(name, value)),
    ]);
    const isOurs = selection.every(
        ([value], index) => colors[index][1] || value.endsWith(":false")
    );
    return isOurs && colors.length ? new Map(colors) : null;
}
