package io.cairn.server.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A kind of file that a {@link Picture} can be rendered to. */
public enum PictureFormat {
  /** Vector graphics in a light theme, for documents. */
  SVG,

  /** Pixels, two a unit of the SVG. */
  PNG {
    @Override
    byte[] render(Drawing drawing) {
      return PngPainter.paint(SvgPage.of(drawing), SCALE);
    }
  },

  /** One self-contained page with both themes and the data as a table. */
  HTML {
    @Override
    byte[] render(Drawing drawing) {
      return HtmlPage.of(drawing).getBytes(StandardCharsets.UTF_8);
    }
  };

  private static final double SCALE = 2;

  /** The format that a file's name ends in; empty if it is none of them. */
  public static Optional<PictureFormat> ofName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".htm")) {
      return Optional.of(HTML);
    }
    for (PictureFormat format : values()) {
      if (lower.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /**
   * Renders a picture.
   *
   * @return the bytes of a whole file; text is UTF-8
   * @throws MissingFontsException if a PNG is asked for on a machine without fonts
   */
  public byte[] render(Picture picture) {
    return render(drawing(picture));
  }

  byte[] render(Drawing drawing) {
    return SvgPage.of(drawing).svg().getBytes(StandardCharsets.UTF_8);
  }

  static Drawing drawing(Picture picture) {
    if (picture instanceof MapPicture map) {
      return MapDrawing.of(map);
    }
    if (picture instanceof RankScatter scatter) {
      return RankDrawing.of(scatter);
    }
    if (picture instanceof Slices slices) {
      return SliceDrawing.of(slices);
    }
    if (picture instanceof PairMeans pairs) {
      return PairDrawing.of(pairs);
    }
    if (picture instanceof OptimaNetwork network) {
      return NetworkDrawing.of(network);
    }
    if (picture instanceof SimilarityMatrix matrix) {
      return MatrixDrawing.of(matrix);
    }
    if (picture instanceof FidelityCurves curves) {
      return FidelityDrawing.of(curves);
    }
    return ImportanceDrawing.of((ImportanceBars) picture);
  }
}
