/** Put the file at this address of the server into a file input, as a person would. */
export async function upload(url, selector) {
    const input = document.querySelector(selector);
    const response = await fetch(url);
    const files = new DataTransfer();
    files.items.add(
        new File([await response.blob()], "clients.xlsx", {
            type: response.headers.get("Content-Type"),
        })
    );
    input.files = files.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}
