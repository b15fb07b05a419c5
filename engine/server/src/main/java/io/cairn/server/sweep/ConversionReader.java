package io.cairn.server.sweep;

import io.cairn.core.space.Conversion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads {@code { times, plus, values { there = here } }}. */
final class ConversionReader {

  private ConversionReader() {}

  /**
   * The conversion; one that changes nothing if the keys are absent or wrong.
   *
   * @param words whether {@code values} may stand there
   */
  static Conversion read(SectionReader reader, boolean words) {
    OptionalDouble times = reader.number("times");
    OptionalDouble plus = reader.number("plus");
    Map<String, String> values = new LinkedHashMap<>();
    if (words) {
      reader.section("values").ifPresent(section -> values(section, values));
    }
    if (times.orElse(1) == 0) {
      reader.complain("times", "must not be 0: all values would become one");
      times = OptionalDouble.empty();
    }
    return new Conversion(times.orElse(1), plus.orElse(0), values);
  }

  private static void values(SectionReader section, Map<String, String> values) {
    section
        .section()
        .entries()
        .forEach(
            (there, node) -> {
              if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NULL) {
                values.put(there, scalar.text());
              } else {
                section.complain(there, "must be one value of the sweep's parameter");
              }
            });
  }
}
