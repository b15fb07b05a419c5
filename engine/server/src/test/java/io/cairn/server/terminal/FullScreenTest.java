package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal that is fed from streams. */
@Timeout(60)
class FullScreenTest {

  private static final String ALTERNATE = "\u001b[?1049h";
  private static final String NORMAL = "\u001b[?1049l";
  private static final String HIDDEN = "\u001b[?25l";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();
  private final BlockingQueue<Size> drawn = new LinkedBlockingQueue<>();
  private Terminal terminal;
  private Attributes before;

  @BeforeEach
  void open() throws IOException {
    InputStream in = new PipedInputStream(keys);
    terminal = new ExternalTerminal("test", "xterm-256color", in, out, StandardCharsets.UTF_8);
    terminal.setSize(new Size(60, 10));
    before = terminal.getAttributes();
  }

  @AfterEach
  void close() throws IOException {
    keys.close();
    terminal.close();
  }

  /** Shows its size, leaves at q, breaks at x, opens another at o. */
  private class Sized implements Page {
    private final List<Long> times = new ArrayList<>();
    private long version;
    private boolean closed;
    private boolean restless;

    @Override
    public Screen draw(int width, int height) {
      times.add(System.nanoTime());
      drawn.add(new Size(width, height));
      return new Screen(List.of(new AttributedString("size " + width + "x" + height)), 1);
    }

    @Override
    public long version() {
      return restless ? ++version : version;
    }

    @Override
    public Turn on(Key key) {
      if (key.is('x')) {
        throw new IllegalStateException("broken page");
      }
      if (key.is('o')) {
        return new Open(new Sized());
      }
      return key.is('q') ? new Leave() : new Stay();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void press(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  private String sent() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertGivenBack() {
    String sent = sent();
    assertThat(sent).contains(ALTERNATE, HIDDEN, NORMAL);
    assertThat(sent.lastIndexOf(NORMAL)).isGreaterThan(sent.lastIndexOf(ALTERNATE));
    String after = sent.substring(sent.lastIndexOf(HIDDEN) + 1);
    assertThat(after).as("the cursor is shown again").containsPattern("\u001b\\[\\?(12;)?25h");
    assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
    assertThat(terminal.getAttributes().getInputFlags()).isEqualTo(before.getInputFlags());
  }

  private CompletableFuture<FullScreen.Ending> show(Page page) {
    CompletableFuture<FullScreen.Ending> ending = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                ending.complete(FullScreen.show(terminal, page));
              } catch (IOException | RuntimeException e) {
                ending.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return ending;
  }

  @Test
  void left_givesTheTerminalBack() throws Exception {
    Sized page = new Sized();
    CompletableFuture<FullScreen.Ending> ending = show(page);
    assertThat(drawn.take()).isEqualTo(new Size(60, 10));
    press("q");
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.LEFT);
    assertThat(page.closed).isTrue();
    assertThat(sent()).contains("size 60x10");
    assertGivenBack();
  }

  @Test
  void brokenPage_givesTheTerminalBack() throws Exception {
    Sized page = new Sized();
    CompletableFuture<FullScreen.Ending> ending = show(page);
    drawn.take();
    press("x");
    assertThatThrownBy(ending::get).hasMessageContaining("broken page");
    assertThat(page.closed).isTrue();
    assertGivenBack();
  }

  @Test
  void brokenDrawing_givesTheTerminalBack() {
    Page page =
        new Sized() {
          @Override
          public Screen draw(int width, int height) {
            throw new IllegalStateException("broken drawing");
          }
        };
    assertThatThrownBy(() -> show(page).get()).hasMessageContaining("broken drawing");
    assertGivenBack();
  }

  @Test
  void interrupt_givesTheTerminalBack() throws Exception {
    CompletableFuture<FullScreen.Ending> ending = show(new Sized());
    drawn.take();
    press("\u0003"); // what Ctrl-C sends
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.INTERRUPTED);
    assertGivenBack();
  }

  @Test
  void interruptSignal_givesTheTerminalBack() throws Exception {
    CompletableFuture<FullScreen.Ending> ending = show(new Sized());
    drawn.take();
    terminal.raise(Terminal.Signal.INT);
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.INTERRUPTED);
    assertGivenBack();
  }

  @Test
  void lostTerminal_endsIt() throws Exception {
    CompletableFuture<FullScreen.Ending> ending = show(new Sized());
    drawn.take();
    keys.close();
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.INTERRUPTED);
  }

  @Test
  void resized_isDrawnAnew() throws Exception {
    CompletableFuture<FullScreen.Ending> ending = show(new Sized());
    drawn.take();
    terminal.setSize(new Size(33, 7));
    terminal.raise(Terminal.Signal.WINCH);
    Size size;
    do {
      size = drawn.poll(30, TimeUnit.SECONDS);
      assertThat(size).isNotNull();
    } while (!size.equals(new Size(33, 7)));
    press("q");
    ending.get();
    assertThat(sent()).contains("33x7");
  }

  @Test
  void opened_isLeftForTheOneBelow() throws Exception {
    Sized below = new Sized();
    CompletableFuture<FullScreen.Ending> ending = show(below);
    drawn.take();
    press("oq");
    // Both were taken when the one below is drawn again.
    drawn.take();
    assertThat(below.closed).isFalse();
    press("q");
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.LEFT);
  }

  @Test
  void restlessPage_isDrawnFiveTimesASecondAtMost() throws Exception {
    Sized page = new Sized();
    page.restless = true;
    CompletableFuture<FullScreen.Ending> ending = show(page);
    for (int i = 0; i < 4; i++) {
      drawn.take();
    }
    press("q");
    ending.get();
    for (int i = 1; i < page.times.size(); i++) {
      assertThat(page.times.get(i) - page.times.get(i - 1)).isGreaterThan(150_000_000L);
    }
  }

  @Test
  void watchPage_isShownAskedAndLeft() throws Exception {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(Examples.study("s1", "running", 0.7, 0));
    CompletableFuture<Wish> wished = new CompletableFuture<>();
    CompletableFuture<Void> closed = new CompletableFuture<>();
    WatchPage page =
        new WatchPage(
            new WatchPage.Supply(
                feed,
                new Lifeline(java.time.InstantSource.system()),
                wish -> {
                  wished.complete(wish);
                  return CompletableFuture.completedFuture("the role \u001b[2Jview may not");
                },
                () -> closed.complete(null)),
            Examples.COLOURED,
            true);
    CompletableFuture<FullScreen.Ending> ending = show(page);
    press("py");
    assertThat(wished.get()).isEqualTo(Wish.PAUSE);
    feed.status(Examples.study("s1", "ended", 1, 0));
    assertThat(ending.get()).isEqualTo(FullScreen.Ending.LEFT);
    closed.get();
    assertGivenBack();
  }
}
