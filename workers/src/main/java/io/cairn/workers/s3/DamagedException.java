package io.cairn.workers.s3;

import java.io.IOException;

/** What is in the store is not what was kept there. */
final class DamagedException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedException(String what) {
    super(what);
  }
}
