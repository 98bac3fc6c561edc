import os
import signal
from concurrent.futures import wait

from odoo.tests import common

PATIENCE = 10  # seconds


class KeptBrowser(common.ChromeBrowser):
    """A browser that stays open for the other tests of a class; each has its own tab.

    To start one and to compile the web client in it takes as long as a short tour.
    What pages keep (cookies, storage) is cleared before each test; the scripts of the
    web client stay in the cache, their address changes with their content.
    """

    kept = None

    @classmethod
    def end(cls):
        if cls.kept:
            common.ChromeBrowser.stop(cls.kept)
            KeptBrowser.kept = None

    def __init__(self, test_case, *args, **kwargs):
        super().__init__(test_case, *args, **kwargs)
        self._websocket_request(
            "Storage.clearDataForOrigin",
            params={"origin": test_case.base_url(), "storageTypes": "all"},
        )
        KeptBrowser.kept = self

    def _chrome_start(self, user_data_dir, **kwargs):
        last = self.kept
        if not last or last.chrome.poll() is not None:
            return super()._chrome_start(user_data_dir, **kwargs)
        os.rmdir(user_data_dir)
        self.user_data_dir = last.user_data_dir
        return last.chrome, last.devtools_port

    def stop(self):
        """Change to a new tab; a browser that does not do it is ended."""
        try:
            self._change_tabs()
        except Exception:  # noqa: BLE001 - whatever it is, the next test starts anew
            self._logger.info("The browser is not kept", exc_info=True)
            KeptBrowser.kept = self
            self.end()

    def _change_tabs(self):
        self.screencaster.stop()
        self._websocket_request("Page.stopLoading")
        wait(self._responses.values(), PATIENCE)
        self._result.cancel()
        targets = self._websocket_request("Target.getTargets")["targetInfos"]
        self._websocket_request("Target.createTarget", params={"url": "about:blank"})
        for target in targets:
            if target["type"] == "page":
                params = {"targetId": target["targetId"]}
                self._websocket_send("Target.closeTarget", params=params)
        self._receiver.join(PATIENCE)
        self.ws.close()
        del self.ws
        signal.signal(signal.SIGXCPU, self.sigxcpu_handler)
