package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void sequences_goWithWhatBelongsToThem() {
    assertThat(PlainText.of("a\u001b[2Jb\u001b[1;31mc")).isEqualTo("abc");
    assertThat(PlainText.of("a\u001b]0;title\u0007b\u001b]8;;http://x\u001b\\c")).isEqualTo("abc");
    assertThat(PlainText.of("a\u009b2Jb")).isEqualTo("ab");
    assertThat(PlainText.of("a\u001bPq#0\u001b\\b\u001bcd")).isEqualTo("abd");
  }

  @Test
  void loneControls_goAndBreaksAreBlanks() {
    assertThat(PlainText.of("a\u001b")).isEqualTo("a");
    assertThat(PlainText.of("a\rb\nc\td\be\u0000f\u0085g")).isEqualTo("a b c def" + "g");
    assertThat(PlainText.of("\u202eabc\u2066")).isEqualTo("abc");
  }

  @Test
  void whatIsSeen_stays() {
    assertThat(PlainText.of("評価 é naïve [31m 100 %")).isEqualTo("評価 é naïve [31m 100 %");
  }

  @Test
  void anyText_isHarmlessAndStaysSo() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      String plain = PlainText.of(Evil.text(random));
      assertThat(plain.codePoints()).as("seed 11").noneMatch(Character::isISOControl);
      assertThat(PlainText.of(plain)).isEqualTo(plain);
    }
  }
}
