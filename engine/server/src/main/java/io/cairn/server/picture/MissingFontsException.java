package io.cairn.server.picture;

import org.jspecify.annotations.Nullable;

/** This machine has no font, so no text can be painted into a PNG. */
public final class MissingFontsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingFontsException(@Nullable Throwable cause) {
    super(
        "A PNG needs fonts, and Java finds none on this machine. Write .svg or .html, which need"
            + " none, or install some (on Debian: apt-get install fontconfig fonts-dejavu-core).",
        cause);
  }
}
