package io.cairn.server.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureFormatTest {

  private static double[] some(int count) {
    return new SplittableRandom(7).doubles(count, 0.1, 2).toArray();
  }

  /** Losses of every awkward kind. */
  static List<double[]> losses() {
    double[] mixed = some(60);
    mixed[3] = Double.POSITIVE_INFINITY;
    mixed[9] = 1e6;
    double[] diverged = new double[30];
    Arrays.fill(diverged, Double.POSITIVE_INFINITY);
    return List.of(new double[0], new double[] {0.5}, new double[40], diverged, mixed, some(3_100));
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(xml)));
  }

  private static String text(PictureFormat format, Picture picture) {
    return new String(format.render(picture), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void svg_isWellFormed_andItsNumbersAreNumbers(double[] losses) throws Exception {
    for (Picture picture : Examples.over(losses)) {
      String svg = text(PictureFormat.SVG, picture);
      Document document = parsed(svg);
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
      NodeList all = document.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        assertThat(element.getTagName())
            .isIn("svg", "g", "title", "desc", "rect", "line", "circle", "path", "text");
        for (String name :
            List.of("x", "y", "cx", "cy", "r", "x1", "y2", "width", "d", "opacity")) {
          assertThat(element.getAttribute(name))
              .as("%s of %s in %s", name, element.getTagName(), picture.getClass())
              .doesNotContain("NaN", "Infinity", ",");
        }
      }
    }
  }

  @Test
  void names_areEscaped() throws Exception {
    for (Picture picture : Examples.over(some(20))) {
      Document svg = parsed(text(PictureFormat.SVG, picture));
      String title = svg.getElementsByTagName("title").item(0).getTextContent();
      assertThat(title).isEqualTo("<b>&\"quoted\"' \uFFFD ünïcode 🗻");
      assertThat(text(PictureFormat.HTML, picture)).doesNotContain("<b>");
    }
  }

  @Test
  void png_hasTwoPixelsAUnit() throws IOException {
    for (Picture picture : Examples.over(some(50))) {
      BufferedImage image =
          ImageIO.read(new ByteArrayInputStream(PictureFormat.PNG.render(picture)));
      String svg = text(PictureFormat.SVG, picture);
      double width =
          Double.parseDouble(svg.replaceAll("(?s).*?<svg[^>]* width=\"([^\"]*)\".*", "$1"));
      assertThat(image.getWidth())
          .as(picture.getClass().getName())
          .isEqualTo((int) Math.ceil(2 * width));
      long colours =
          Arrays.stream(
                  image.getRGB(
                      0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
              .distinct()
              .count();
      assertThat(colours).as("colours of %s", picture.getClass()).isGreaterThan(20);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void html_asksNobodyElse_andTellsTheDataInText(double[] losses) throws Exception {
    for (Picture picture : Examples.over(losses)) {
      String html = text(PictureFormat.HTML, picture);
      assertThat(html)
          .doesNotContain("http://", "https://", "//cdn", "<script", "<link", "@import", "url(")
          .contains("prefers-color-scheme: dark", "name=\"viewport\"", "<h1>");
      if (html.contains("<svg")) {
        assertThat(html).contains("role=\"img\" aria-label=\"");
      }
      assertThatCode(
              () ->
                  parsed(
                      html.replace("<!DOCTYPE html>", "").replaceAll("<meta([^>]*)>", "<meta$1/>")))
          .as("well-formed HTML of %s", picture.getClass())
          .doesNotThrowAnyException();
    }
    assertThat(text(PictureFormat.HTML, Examples.slices(some(50)))).contains("<td>");
  }

  @Test
  void sameData_givesTheSameBytes() {
    for (int i = 0; i < 8; i++) {
      for (PictureFormat format : List.of(PictureFormat.SVG, PictureFormat.HTML)) {
        assertThat(format.render(Examples.over(some(30)).get(i)))
            .isEqualTo(format.render(Examples.over(some(30)).get(i)));
      }
    }
  }

  @Test
  void format_isToldByTheName() {
    assertThat(PictureFormat.ofName("a.b.SVG")).contains(PictureFormat.SVG);
    assertThat(PictureFormat.ofName("map.png")).contains(PictureFormat.PNG);
    assertThat(PictureFormat.ofName("map.htm")).contains(PictureFormat.HTML);
    assertThat(PictureFormat.ofName("svg")).isEmpty();
    assertThat(PictureFormat.ofName("map.pdf")).isEmpty();
  }

  @Test
  void manyPoints_stayAFewBytesEach() {
    assertThat(PictureFormat.SVG.render(Examples.map(some(3_100))).length).isLessThan(200_000);
  }
}
