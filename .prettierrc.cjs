/** Same style as the OCA's repositories. */
module.exports = {
    bracketSpacing: false,
    printWidth: 88,
    proseWrap: "always",
    semi: true,
    trailingComma: "es5",
    xmlWhitespaceSensitivity: "strict",
    // NODE_PATH leads there: prettier is not installed inside the repository.
    plugins: [require.resolve("@prettier/plugin-xml")],
};
