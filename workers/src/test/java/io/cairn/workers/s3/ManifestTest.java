package io.cairn.workers.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {

  private static final String SHA = "a".repeat(64);

  private static Manifest of(List<String> files, List<Manifest.Link> links, List<String> folders) {
    return new Manifest(
        Manifest.VERSION,
        "id",
        files.stream().map(name -> new Manifest.Kept(name, 1, SHA, "id-0")).toList(),
        links,
        folders);
  }

  private static void assertRefused(Manifest manifest) {
    assertThatThrownBy(() -> Manifest.parse(manifest.toJson()))
        .as(manifest.toString())
        .isInstanceOf(DamagedException.class);
  }

  @Test
  void manifest_comesBack() throws Exception {
    Manifest manifest =
        of(
            List.of("a", "b/c d", "\u00e9\n\"\\"),
            List.of(new Manifest.Link("b/l", "../a")),
            List.of("e"));
    assertThat(Manifest.parse(manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void namesThatCollide_areRefused() {
    assertRefused(of(List.of("a", "a"), List.of(), List.of()));
    assertRefused(of(List.of("a", "a/b"), List.of(), List.of()));
    assertRefused(of(List.of("l/b"), List.of(new Manifest.Link("l", "a")), List.of()));
    assertRefused(of(List.of("a"), List.of(), List.of("a/b")));
    assertRefused(of(List.of("f/a"), List.of(), List.of("f")));
  }

  @Test
  void linksThatLeave_areRefused() {
    for (String target : List.of("..", "../x", "/etc", "a/../..", "a/..", "", ".", "../../x")) {
      assertRefused(of(List.of(), List.of(new Manifest.Link("l", target)), List.of()));
    }
    for (String target : List.of("..", "../x", "x/y")) {
      Manifest inside = of(List.of(), List.of(new Manifest.Link("d/l", target)), List.of());
      assertThatCode(() -> Manifest.parse(inside.toJson())).doesNotThrowAnyException();
    }
  }

  @Test
  void nonsense_isRefused() {
    assertRefused(new Manifest(2, "id", List.of(), List.of(), List.of()));
    for (Manifest.Kept file :
        List.of(
            new Manifest.Kept("a", -1, SHA, "o"),
            new Manifest.Kept("a", 1, "A".repeat(64), "o"),
            new Manifest.Kept("a", 1, SHA, ""),
            new Manifest.Kept("a", 1, SHA, "../o"))) {
      assertRefused(new Manifest(1, "id", List.of(file), List.of(), List.of()));
    }
  }
}
