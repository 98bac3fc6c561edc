"""Words for classes as people type them: with letters of another alphabet that look the
same, with blanks and capitals of their own. In plain Python."""

import unicodedata

CYRILLIC = "АВЕЁІЈКМНОРЅСТУХ"
LATIN_OF_CYRILLIC = "ABEEIJKMHOPSCTYX"
GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
LATIN_OF_GREEK = "ABEZHIKMNOPTYX"
LOOKALIKES = str.maketrans(CYRILLIC + GREEK, LATIN_OF_CYRILLIC + LATIN_OF_GREEK)


def fold(text):
    """Return the text so that what looks the same is the same."""
    letters = unicodedata.normalize("NFKC", text).upper().translate(LOOKALIKES)
    return "".join(letters.split())


def find_class(text, choices):
    """Return the key of the class that ``text`` means, None if that is not clear.

    :param choices: ``{key: words for the class}``; the key is a word for it, too. Where
        words name an axis and a class ("ABC: A"), the class alone will do, if no other
        axis has one of that name
    """
    wanted = fold(text)
    if not wanted:
        return None
    words_by_key = {
        key: {fold(word) for word in (key, *words)} for key, words in choices.items()
    }
    for shorten in (str, _get_class):
        found = [
            key
            for key, words in words_by_key.items()
            if wanted in {shorten(word) for word in words}
        ]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _get_class(word):
    return word.rpartition(":")[2]
