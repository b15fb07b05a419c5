package io.cairn.server.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.renderer.SVGRenderingHints;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;

/** Rasterises a page of SVG, with no display needed. */
final class PngPainter {
  private static final int MOST_PATHS = 10_000_000;
  private static final Set<String> LOGICAL =
      Set.of(Font.DIALOG, Font.DIALOG_INPUT, Font.MONOSPACED, Font.SANS_SERIF, Font.SERIF);
  private static final double LARGEST_SIDE = 16_000;

  private PngPainter() {}

  /**
   * A PNG of a page.
   *
   * @param scale pixels a unit of the page; lowered where a side would pass 16,000 pixels
   * @throws MissingFontsException if this machine has no font to write text with
   */
  static byte[] paint(SvgPage.Page page, double scale) {
    requireFonts();
    double longest = Math.max(page.width(), page.height());
    double most = Math.min(scale, LARGEST_SIDE / longest);
    int width = (int) Math.ceil(page.width() * most);
    int height = (int) Math.ceil(page.height() * most);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setRenderingHint(
          SVGRenderingHints.KEY_IMAGE_ANTIALIASING, SVGRenderingHints.VALUE_IMAGE_ANTIALIASING_ON);
      // Java's own sans serif is made of all fonts of the machine, so that no glyph is missing.
      // A side is rounded up to whole pixels; the rest of the last one is paper too.
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      document(page.svg().replace(SvgPage.FONTS, Font.SANS_SERIF))
          .renderWithPlatform(
              NullPlatformSupport.INSTANCE, graphics, new ViewBox(0, 0, width, height));
    } finally {
      graphics.dispose();
    }
    return encoded(image);
  }

  private static SVGDocument document(String svg) {
    LoaderContext context =
        LoaderContext.builder()
            .documentLimits(
                new DocumentLimits(
                    DocumentLimits.DEFAULT_MAX_NESTING_DEPTH,
                    DocumentLimits.DEFAULT_MAX_USE_NESTING_DEPTH,
                    MOST_PATHS))
            .build();
    byte[] bytes = svg.getBytes(StandardCharsets.UTF_8);
    SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(bytes), null, context);
    if (document == null) {
      throw new IllegalStateException("The SVG that was drawn could not be read back.");
    }
    return document;
  }

  private static byte[] encoded(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("This Java has no writer of PNG.");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("A PNG could not be written into memory.", e);
    }
  }

  /**
   * A JDK on a machine without fontconfig or without a font fails in odd ways, some of them errors;
   * whoever asked for a picture is told in a sentence instead.
   */
  private static void requireFonts() {
    List<String> installed;
    try {
      installed =
          List.of(GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames());
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new MissingFontsException(e);
    }
    // Five families are Java's own names for what is installed; they are there even without fonts.
    if (installed.stream().allMatch(LOGICAL::contains)) {
      throw new MissingFontsException(null);
    }
  }
}
