package io.cairn.workers.plugins;

import java.io.PrintStream;

/**
 * What plug-ins call instead of what would harm the process; public because their rewritten classes
 * do. Not for anybody else.
 */
public final class GuardedCalls {

  private GuardedCalls() {}

  /** In the place of {@code System.exit}. */
  public static void exit(int status) {
    throw refusal("System.exit(" + status + ")", "would end the whole process");
  }

  /** In the place of {@code Runtime.exit}. */
  public static void exit(Runtime runtime, int status) {
    throw refusal("Runtime.exit(" + status + ")", "would end the whole process");
  }

  /** In the place of {@code Runtime.halt}. */
  public static void halt(Runtime runtime, int status) {
    throw refusal("Runtime.halt(" + status + ")", "would end the whole process");
  }

  /** In the place of {@code System.setOut}. */
  public static void setOut(PrintStream out) {
    throw refusal("System.setOut", "would take the output of the whole process");
  }

  /** In the place of {@code System.setErr}. */
  public static void setErr(PrintStream err) {
    throw refusal("System.setErr", "would take the output of the whole process");
  }

  /** In the place of {@code System.out} and {@code System.err}. */
  public static PrintStream output() {
    return PlugInOutput.STREAM;
  }

  private static RefusedCallError refusal(String call, String harm) {
    String plugIn =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .map(frame -> frame.getDeclaringClass().getClassLoader())
                        .filter(PlugInClassLoader.class::isInstance)
                        .map(loader -> ((PlugInClassLoader) loader).plugIn())
                        .findFirst())
            .map(name -> "plug-in " + name)
            .orElse("a plug-in");
    return new RefusedCallError(
        plugIn
            + " called "
            + call
            + ", which "
            + harm
            + " and is refused; an evaluation ends by returning or throwing");
  }
}
