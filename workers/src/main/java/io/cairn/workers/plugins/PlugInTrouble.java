package io.cairn.workers.plugins;

import io.cairn.workers.outcome.ThrownText;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.Spi;
import java.util.ServiceConfigurationError;

/** What a person is told when code of a plug-in throws. */
final class PlugInTrouble {

  private PlugInTrouble() {}

  /** What it threw, and for what is wrong with the jar itself the way out. */
  static String of(Throwable thrown) {
    if (thrown instanceof RefusedCallError refused) {
      return ThrownText.message(refused);
    }
    if (thrown instanceof UnsupportedClassVersionError newer) {
      return ThrownText.message(newer)
          + "; compile it with --release "
          + Runtime.version().feature()
          + " or run Cairn with a newer Java";
    }
    if (thrown instanceof NoClassDefFoundError || thrown instanceof ClassNotFoundException) {
      return missing(thrown);
    }
    if (thrown instanceof ClassFormatError || thrown instanceof VerifyError) {
      return ThrownText.message(thrown);
    }
    if (thrown instanceof IncompatibleClassChangeError) {
      return ThrownText.of(thrown)
          + "; it was compiled against another version of what it calls: compile it against version "
          + Spi.VERSION
          + " of the SPI (cairn-worker-spi of this Cairn) and the very libraries that lie beside it";
    }
    Throwable cause = thrown.getCause();
    boolean wraps =
        thrown instanceof ServiceConfigurationError
            || thrown instanceof ExceptionInInitializerError;
    if (wraps && cause != null) {
      return of(cause);
    }
    return thrown instanceof ServiceConfigurationError listed
        ? "its services: "
            + ThrownText.message(listed).replace(EvaluatorProvider.class.getName() + ": ", "")
        : ThrownText.of(thrown);
  }

  private static String missing(Throwable thrown) {
    String name = ThrownText.message(thrown).replace('/', '.');
    if (name.startsWith("Could not initialize class")) {
      return ThrownText.of(thrown) + "; its static initialiser failed before";
    }
    return "class "
        + name
        + " is missing; "
        + (name.startsWith("io.cairn.")
            ? "plug-ins see of Cairn only the packages of cairn-worker-spi"
            : "put the jar that holds it beside the plug-in's own, into one folder");
  }
}
