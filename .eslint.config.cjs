/** What points at mistakes; how the code looks is prettier's business. */
const js = require("@eslint/js");

// What the browser brings, and what Odoo loads before us
const known = [
    "Chart",
    "DataTransfer",
    "Event",
    "File",
    "clearTimeout",
    "console",
    "document",
    "fetch",
    "getComputedStyle",
    "luxon",
    "odoo",
    "setTimeout",
    "window",
];

module.exports = [
    js.configs.recommended,
    {
        files: ["**/static/**/*.js"],
        languageOptions: {
            ecmaVersion: 2022,
            sourceType: "module",
            globals: Object.fromEntries(known.map((name) => [name, "readonly"])),
        },
        rules: {
            "array-callback-return": "error",
            curly: "error",
            eqeqeq: "error",
            "no-eval": "error",
            "no-implicit-coercion": ["error", {allow: ["!!"]}],
            "no-shadow": "error",
            "no-throw-literal": "error",
            "no-unneeded-ternary": "error",
            "no-unused-expressions": "error",
            "no-use-before-define": ["error", {functions: false}],
            "no-var": "error",
            "prefer-const": "error",
        },
    },
];
