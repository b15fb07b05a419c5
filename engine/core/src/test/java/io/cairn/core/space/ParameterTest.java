package io.cairn.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of parameter promises. */
class ParameterTest {
  private static final int SAMPLES = 100_000;

  /** Decimals of hundreds of digits take their time. */
  private static final Set<String> EXTREMES = Set.of("tiny", "huge", "widest log");

  private static final OptionalDouble CONTINUOUS = OptionalDouble.empty();

  static List<Parameter> kinds() {
    return List.of(
        new RealParameter("linear", -3, 7, Scale.LINEAR, CONTINUOUS),
        new RealParameter("tiny", 0, 1e-300, Scale.LINEAR, CONTINUOUS),
        new RealParameter("huge", -Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR, CONTINUOUS),
        new RealParameter("log", 1e-5, 0.1, Scale.LOG, CONTINUOUS),
        new RealParameter("widest log", Double.MIN_NORMAL, Double.MAX_VALUE, Scale.LOG, CONTINUOUS),
        new RealParameter("narrow log", 1, Math.nextUp(Math.nextUp(1.0)), Scale.LOG, CONTINUOUS),
        new RealParameter("reverse log", 0, 0.999, Scale.REVERSE_LOG, CONTINUOUS),
        new RealParameter(
            "reverse log up to 1", 0.9, Math.nextDown(1.0), Scale.REVERSE_LOG, CONTINUOUS),
        new RealParameter("single", 0.3, 0.3, Scale.LOG, CONTINUOUS),
        new RealParameter("step", 0.5, 0.95, Scale.LINEAR, OptionalDouble.of(0.1)),
        new RealParameter("step around zero", -0.3, 0.3, Scale.LINEAR, OptionalDouble.of(0.1)),
        new RealParameter("step log", 0.01, 1, Scale.LOG, OptionalDouble.of(0.05)),
        new RealParameter(
            "step reverse log", 0.5, 0.99, Scale.REVERSE_LOG, OptionalDouble.of(0.01)),
        new RealParameter("fine step", 0, 1, Scale.LINEAR, OptionalDouble.of(1e-9)),
        new RealParameter("quniform(16,512,64)", 16, 512, Scale.LINEAR, OptionalDouble.of(64)),
        new IntegerParameter("int", -3, 12, Scale.LINEAR, 1),
        new IntegerParameter("quniform(10,1000,50)", 10, 1000, Scale.LINEAR, 50),
        new IntegerParameter("logint(1,3)", 1, 3, Scale.LOG, 1),
        new IntegerParameter("log int", 16, 65_536, Scale.LOG, 1),
        new IntegerParameter("log int step", 1, 1000, Scale.LOG, 7),
        new IntegerParameter("log int to 2^44", 1, 1L << 44, Scale.LOG, 1),
        new IntegerParameter("2^50", 0, (1L << 50) - 1, Scale.LINEAR, 1),
        new OrdinalParameter("batch", List.of(16, 32, 64, 128)),
        new OrdinalParameter("falling", List.of(1, 0.1, 0.01)),
        new OrdinalParameter("size", List.of("small", "medium", "128")),
        new CategoricalParameter("booster", List.of("gbtree", "dart", "")),
        new BooleanParameter("flag"),
        new ConstantParameter("threads", 4),
        new ConstantParameter("version", "1.0"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void unit_codeAndValue_areOneAndTheSame(Parameter parameter) {
    SplittableRandom random = new SplittableRandom(18);
    int samples = EXTREMES.contains(parameter.name()) ? SAMPLES / 20 : SAMPLES;
    for (int i = 0; i < samples; i++) {
      double unit = i == 0 ? 0 : i == 1 ? 1 : random.nextDouble();
      long code = parameter.decode(unit);
      Object value = parameter.value(code);
      String text = Parameter.text(value);
      boolean same =
          code != Parameter.INACTIVE
              && parameter.decode(parameter.encode(code)) == code
              && parameter.code(value).orElse(Parameter.INACTIVE) == code
              && parameter.parse(text).orElse(Parameter.INACTIVE) == code
              && (!(value instanceof Number) || NumberText.parse(text).orElseThrow().equals(value));
      if (!same) {
        throw new AssertionError(
            "seed 18, sample %d, unit %s: code %d, value %s".formatted(i, unit, code, text));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void decode_isMonotoneAndReachesBothEnds(Parameter parameter) {
    Axis axis = new Axis(parameter);
    long before = axis.position(parameter.decode(0));
    assertThat(before).isEqualTo(axis.whole().from());
    for (int i = 1; i <= 10_000; i++) {
      long position = axis.position(parameter.decode(i / 10_000.0));
      if (position < before) {
        throw new AssertionError("unit %d / 10000 lies below its predecessor".formatted(i));
      }
      before = position;
    }
    assertThat(parameter.decode(2)).isEqualTo(parameter.decode(1));
    assertThat(parameter.decode(-1)).isEqualTo(parameter.decode(0));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void encode_isTheCentreOfTheCell(Parameter parameter) {
    if (parameter.cardinality().orElse(Long.MAX_VALUE) > 1000) {
      return;
    }
    for (long code : ConfigurationGrid.levels(parameter, 1000)) {
      double centre = parameter.encode(code);
      double low = edge(parameter, code, centre, 0);
      double high = edge(parameter, code, centre, 1);
      assertThat(centre).isBetween(0.0, 1.0);
      assertThat(high - centre).isCloseTo(centre - low, offset(1e-12));
    }
  }

  /** The place between inside and outside where the code changes. */
  private static double edge(Parameter parameter, long code, double inside, double outside) {
    if (parameter.decode(outside) == code) {
      return outside;
    }
    double in = inside;
    double out = outside;
    for (int i = 0; i < 60; i++) {
      double middle = (in + out) / 2;
      if (parameter.decode(middle) == code) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void code_ofAForeignValue_isEmpty(Parameter parameter) {
    assertThat(parameter.code(Double.NaN)).isEmpty();
    assertThat(parameter.code(Double.POSITIVE_INFINITY)).isEmpty();
    assertThat(parameter.code(List.of())).isEmpty();
    assertThat(parameter.code("no such value")).isEmpty();
    assertThat(parameter.code(new BigDecimal("1e999999999"))).isEmpty();
    assertThat(parameter.code(BigInteger.TWO.pow(2000))).isEmpty();
    assertThat(parameter.parse("")).isEqualTo(parameter.code(""));
    assertThat(parameter.parse("NaN")).isEmpty();
  }

  @Test
  void code_takesNumbersOfAnyType() {
    IntegerParameter depth = new IntegerParameter("depth", 1, 5, Scale.LINEAR, 1);
    assertThat(
            List.of(
                3,
                3L,
                3.0,
                3.0f,
                (short) 3,
                (byte) 3,
                BigInteger.valueOf(3),
                new BigDecimal("3.00")))
        .allSatisfy(value -> assertThat(depth.code(value)).hasValue(3));
    assertThat(depth.code(3.5)).isEmpty();
    assertThat(depth.code(6)).isEmpty();
    RealParameter rate = new RealParameter("rate", -1, 1, Scale.LINEAR, CONTINUOUS);
    assertThat(rate.code(0.1)).isEqualTo(rate.code(new BigDecimal("0.1")));
    assertThat(rate.code(-0.0)).hasValue(0);
    assertThat(rate.code(1)).hasValue(Double.doubleToLongBits(1));
    OrdinalParameter batch = new OrdinalParameter("batch", List.of(16, 32.0));
    assertThat(batch.code(16.0)).hasValue(0);
    assertThat(batch.code(32)).hasValue(1);
    assertThat(batch.code("32")).hasValue(1);
    assertThat(batch.value(0)).isEqualTo(16L);
    assertThat(batch.value(1)).isEqualTo(32.0);
    assertThat(new CategoricalParameter("task", List.of("3945")).code(3945)).hasValue(0);
  }

  @Test
  void numeric_isWhatHasAnOrderAndNumbers() {
    assertThat(kinds()).filteredOn(Parameter::numeric).hasSize(25);
    assertThat(new OrdinalParameter("size", List.of("s", "m")).numeric()).isFalse();
    assertThat(new BooleanParameter("b").numeric()).isFalse();
  }
}
