package io.cairn.server.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * A terminal given over to pages: shows the topmost, hands it the keys, and leaves the terminal as
 * it was, also when a page fails or the process is asked to end.
 */
public final class FullScreen {

  /** Why it is over. */
  public enum Ending {
    /** The last page was left or is over. */
    LEFT,
    /** Ctrl-C, or the terminal went away. */
    INTERRUPTED
  }

  /** Between two drawings, at least: five a second. */
  private static final long PACE_NANOS = Duration.ofMillis(200).toNanos();

  /** Between two drawings, at most: what is shown ages. */
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Duration KEY_PATIENCE = Duration.ofMillis(50);

  /** What is assumed of a terminal that does not tell its size. */
  private static final Size USUAL = new Size(80, 24);

  private final Terminal terminal;
  private final Deque<Page> pages = new ArrayDeque<>();
  private final Display display;
  private volatile boolean interrupted;
  private volatile boolean disturbed;
  private boolean taken;
  private Attributes before;

  private FullScreen(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, true);
    this.before = terminal.getAttributes();
  }

  /** Shows a page, and those that it opens, until it is left. Closes pages and not the terminal. */
  public static Ending show(Terminal terminal, Page first) throws IOException {
    return new FullScreen(terminal).show(first);
  }

  private Ending show(Page first) throws IOException {
    pages.push(first);
    // A signal to end comes by here alone: the loop below is not asked.
    Thread hook = new Thread(this::giveBack, "terminal");
    Runtime.getRuntime().addShutdownHook(hook);
    Terminal.SignalHandler onInterrupt = terminal.handle(Signal.INT, signal -> interrupted = true);
    Terminal.SignalHandler onResize = terminal.handle(Signal.WINCH, signal -> disturbed = true);
    Terminal.SignalHandler onContinue = terminal.handle(Signal.CONT, signal -> disturbed = true);
    // A stopped process would leave the shell with an alternate screen and no echo.
    Terminal.SignalHandler onStop = terminal.handle(Signal.TSTP, Terminal.SignalHandler.SIG_IGN);
    try {
      take();
      return loop();
    } finally {
      giveBack();
      terminal.handle(Signal.INT, onInterrupt);
      terminal.handle(Signal.WINCH, onResize);
      terminal.handle(Signal.CONT, onContinue);
      terminal.handle(Signal.TSTP, onStop);
      pages.forEach(Page::close);
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It runs already.
    }
  }

  private synchronized void take() {
    before = terminal.enterRawMode();
    taken = true;
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
  }

  private synchronized void giveBack() {
    if (taken) {
      taken = false;
      terminal.puts(Capability.exit_attribute_mode);
      terminal.puts(Capability.exit_ca_mode);
      terminal.puts(Capability.cursor_normal);
      terminal.flush();
      terminal.setAttributes(before);
    }
  }

  private Ending loop() throws IOException {
    NonBlockingReader reader = terminal.reader();
    KeyDecoder keys = new KeyDecoder(patience -> reader.read(patience.toMillis()));
    long drawnVersion = -1;
    long drawnAt = System.nanoTime() - IDLE_NANOS;
    boolean touched = true;
    while (!interrupted) {
      Page page = pages.element();
      if (page.isOver()) {
        return Ending.LEFT;
      }
      long age = System.nanoTime() - drawnAt;
      boolean due = touched || disturbed || page.version() != drawnVersion || age >= IDLE_NANOS;
      if (due && age >= PACE_NANOS) {
        drawnVersion = page.version(); // first: what comes while it is drawn is drawn again
        draw(page);
        drawnAt = System.nanoTime();
        touched = false;
      }
      Optional<Key> key;
      try {
        key = keys.next(KEY_PATIENCE);
      } catch (IOException gone) {
        return Ending.INTERRUPTED; // hung up, or closed because the process is to end
      }
      if (key.isPresent()) {
        touched = true;
        if (key.get().kind() == Key.Kind.INTERRUPT) {
          return Ending.INTERRUPTED;
        }
        if (!turned(page, page.on(key.get()))) {
          return Ending.LEFT;
        }
      }
    }
    return Ending.INTERRUPTED;
  }

  /** Follows a turn; false if no page is left. */
  private boolean turned(Page page, Page.Turn turn) {
    if (turn instanceof Page.Open open) {
      pages.push(open.page());
    } else if (turn instanceof Page.Leave) {
      pages.pop();
      page.close();
    }
    return !pages.isEmpty();
  }

  private synchronized void draw(Page page) {
    if (!taken) {
      return;
    }
    Size size = terminal.getSize();
    if (size.getColumns() < 1 || size.getRows() < 1) {
      size = USUAL;
    }
    if (disturbed
        || size.getColumns() != display.getColumns()
        || size.getRows() != display.getRows()) {
      disturbed = false;
      display.resize(size.getRows(), size.getColumns());
      display.reset();
      terminal.puts(Capability.clear_screen);
    }
    List<AttributedString> lines = page.draw(size.getColumns(), size.getRows()).lines();
    display.update(lines, 0);
    terminal.flush();
  }
}
