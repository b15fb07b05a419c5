package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

  /** The keys in a text; a section sign is a pause. */
  private static List<Key> keys(String text) throws IOException {
    int[] at = {0};
    KeyDecoder decoder =
        new KeyDecoder(
            patience -> {
              if (at[0] == text.length()) {
                return KeyDecoder.END;
              }
              char c = text.charAt(at[0]++);
              return c == '\u00a7' ? KeyDecoder.NONE : c;
            });
    List<Key> keys = new ArrayList<>();
    while (true) {
      try {
        decoder.next(Duration.ZERO).ifPresent(keys::add);
      } catch (EOFException end) {
        return keys;
      }
    }
  }

  @Test
  void sequences_areKeys() throws IOException {
    assertThat(keys("q\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[H\u001b[4~\u001b[1;5C\r"))
        .containsExactly(
            Key.of('q'),
            Key.of(Key.Kind.UP),
            Key.of(Key.Kind.DOWN),
            Key.of(Key.Kind.PAGE_UP),
            Key.of(Key.Kind.PAGE_DOWN),
            Key.of(Key.Kind.HOME),
            Key.of(Key.Kind.END),
            Key.of(Key.Kind.RIGHT),
            Key.of(Key.Kind.ENTER));
  }

  @Test
  void escapeAlone_isAKeyAndStrangeOnesMeanNothing() throws IOException {
    assertThat(keys("\u001b\u00a7y")).containsExactly(Key.of(Key.Kind.ESCAPE), Key.of('y'));
    assertThat(keys("\u001b[200~\u001bx\u0001")).extracting(Key::kind).containsOnly(Key.Kind.OTHER);
    assertThat(keys("\u001b[" + "1;".repeat(50))).isNotEmpty();
  }

  @Test
  void end_isToldApart() {
    KeyDecoder decoder = new KeyDecoder(patience -> KeyDecoder.END);
    assertThatThrownBy(() -> decoder.next(Duration.ZERO)).isInstanceOf(EOFException.class);
  }

  @Test
  void wishes_needAYes() {
    WatchView asked = shown(WatchView.START.on(Key.of('p'), 0, 1));
    assertThat(asked.question()).isEqualTo(Wish.PAUSE);
    assertThat(shown(asked.on(Key.of(Key.Kind.ENTER), 0, 1)).question()).isNull();
    assertThat(shown(asked.on(Key.of('q'), 0, 1)).notice()).isEqualTo("nothing was done");
    assertThat(asked.on(Key.of('y'), 0, 1))
        .isInstanceOfSatisfying(
            WatchView.Wanted.class, wanted -> assertThat(wanted.wish()).isEqualTo(Wish.PAUSE));
    assertThat(shown(WatchView.START.on(Key.of('s'), 0, 1)).question()).isEqualTo(Wish.STOP);
    assertThat(shown(WatchView.START.on(Key.of('r'), 0, 1)).question()).isEqualTo(Wish.RESUME);
  }

  @Test
  void scrolling_staysWithinAndKeepsItsPlace() {
    assertThat(shown(WatchView.START.on(Key.of(Key.Kind.UP), 30, 10)).scroll()).isZero();
    WatchView last = shown(WatchView.START.on(Key.of(Key.Kind.END), 30, 10));
    assertThat(last.scroll()).isEqualTo(20);
    assertThat(shown(last.on(Key.of(Key.Kind.PAGE_DOWN), 30, 10)).scroll()).isEqualTo(20);
    assertThat(last.pushedDown(3).scroll()).isEqualTo(23);
    assertThat(WatchView.START.pushedDown(3).scroll()).isZero();
  }

  private static WatchView shown(WatchView.Step step) {
    return ((WatchView.Shown) step).view();
  }
}
