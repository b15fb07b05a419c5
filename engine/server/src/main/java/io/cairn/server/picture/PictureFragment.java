package io.cairn.server.picture;

/** Pictures inside pages of others: the same drawings, without a page around them. */
public final class PictureFragment {

  private PictureFragment() {}

  /**
   * Panels, caption and data of a picture as HTML; text is escaped, nothing is requested. The page
   * must have the style {@link #darkStyle} for its dark theme.
   */
  public static String of(Picture picture) {
    StringBuilder html = new StringBuilder();
    HtmlPage.body(html, PictureFormat.drawing(picture));
    return html.toString();
  }

  /**
   * Rules of CSS that turn the drawings' colours into those of a dark page.
   *
   * @param scope selector of an element around the drawings, for which they hold
   */
  public static String darkStyle(String scope) {
    return HtmlPage.dark(scope + " ");
  }
}
