package io.cairn.server.picture;

import java.util.Locale;

/** Colours by role; the class lets a page's style sheet choose another for its dark theme. */
enum Ink {
  TEXT("#17202b", "#e8edf2"),
  MUTED("#55606e", "#a2aebb"),
  GRID("#e4e8ed", "#2a3541"),
  AXIS("#8a94a1", "#6b7887"),
  CARD("#ffffff", "#171e26"),
  SUNKEN("#f3f5f8", "#1e2731"),
  /** The two series colours, Okabe and Ito's blue and vermilion, told apart by any eye. */
  FIRST("#0072b2", "#5eb5ea"),
  SECOND("#c75600", "#ee9350"),
  /** Marks what a reader looks for: the incumbent, the level to trust. */
  MARK("#c2185b", "#ff7fb0");

  private final String light;
  private final String dark;

  Ink(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  String fill() {
    return "class=\"f-" + key() + "\" fill=\"" + light + "\"";
  }

  String stroke() {
    return "class=\"s-" + key() + "\" stroke=\"" + light + "\" fill=\"none\"";
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
