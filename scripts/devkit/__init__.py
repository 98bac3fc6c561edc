"""Developer tooling of this repository; standard library only, except where said."""
