package io.cairn.server.archive;

import com.google.protobuf.ByteString;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.proto.landscape.LandscapeContent;
import io.cairn.proto.landscape.LandscapeNote;
import io.cairn.proto.landscape.LandscapeProvenance;
import io.cairn.proto.landscape.LevelColumns;
import io.cairn.proto.landscape.MetricColumns;
import io.cairn.proto.landscape.MetricLevel;
import io.cairn.proto.landscape.ParameterColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Landscapes as messages and back. */
final class LandscapeMessages {

  private LandscapeMessages() {}

  static LandscapeContent content(ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    LandscapeContent.Builder message =
        LandscapeContent.newBuilder()
            .setName(archived.name())
            .setSpace(SpaceMessages.message(landscape.space()))
            .setMetric(landscape.metric())
            .setMaximize(landscape.maximize())
            .setResource(landscape.resource())
            .setConfigurations(landscape.size());
    for (int parameter = 0; parameter < landscape.space().dimensions(); parameter++) {
      message.addParameters(column(landscape, parameter));
    }
    for (int level = 0; level <= landscape.top(); level++) {
      message.addLevels(level(landscape, level));
    }
    archived.further().forEach(metric -> message.addFurther(further(metric, landscape.size())));
    return message.build();
  }

  private static ParameterColumn column(Landscape landscape, int parameter) {
    ParameterColumn.Builder column = ParameterColumn.newBuilder();
    boolean real = landscape.space().parameter(parameter) instanceof RealParameter;
    BitSet inactive = new BitSet();
    for (int i = 0; i < landscape.size(); i++) {
      long stored = landscape.code(parameter, i);
      boolean active = stored != Configuration.INACTIVE;
      long code = active ? stored : 0;
      inactive.set(i, !active);
      if (real) {
        column.addReals(Double.longBitsToDouble(code));
      } else {
        column.addCodes(code);
      }
    }
    return column.setInactive(ByteString.copyFrom(inactive.toByteArray())).build();
  }

  private static LevelColumns level(Landscape landscape, int level) {
    LevelColumns.Builder columns = LevelColumns.newBuilder().setLevel(landscape.levels()[level]);
    for (int i = 0; i < landscape.size(); i++) {
      columns.addValues(landscape.value(level, i));
      columns.addCosts(landscape.cost(level, i));
    }
    if (landscape.isRepeated(level)) {
      for (int i = 0; i < landscape.size(); i++) {
        columns.addRepeats(landscape.repeats(level, i));
        columns.addSpreads(landscape.spread(level, i));
      }
    }
    return columns.build();
  }

  private static MetricColumns further(FurtherMetric metric, int size) {
    MetricColumns.Builder columns = MetricColumns.newBuilder().setMetric(metric.metric());
    for (int level = 0; level < metric.levels(); level++) {
      MetricLevel.Builder values = MetricLevel.newBuilder();
      for (int i = 0; i < size; i++) {
        values.addValues(metric.value(level, i));
      }
      columns.addLevels(values);
    }
    return columns.build();
  }

  static LandscapeProvenance provenance(Provenance provenance) {
    LandscapeProvenance.Builder message =
        LandscapeProvenance.newBuilder()
            .setStudy(provenance.study())
            .setCreatedEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, provenance.created()))
            .setSource(provenance.source());
    provenance
        .notes()
        .forEach(
            (key, text) -> message.addNotes(LandscapeNote.newBuilder().setKey(key).setText(text)));
    return message.build();
  }

  /**
   * @throws IllegalArgumentException if the message contradicts itself
   */
  static ArchivedLandscape landscape(LandscapeContent content, LandscapeProvenance from) {
    SearchSpace space = SpaceMessages.space(content.getSpace());
    double[] levels =
        content.getLevelsList().stream().mapToDouble(LevelColumns::getLevel).toArray();
    Measure measure =
        new Measure(content.getMetric(), content.getMaximize(), content.getResource());
    LandscapeBuilder builder = new LandscapeBuilder(space, measure, levels);
    List<Configuration> configurations = configurations(content, space);
    for (LevelColumns level : content.getLevelsList()) {
      requireLength(level.getValuesCount(), content, "values of a level");
      requireLength(level.getCostsCount(), content, "costs of a level");
      if (level.getRepeatsCount() + level.getSpreadsCount() > 0) {
        requireLength(level.getRepeatsCount(), content, "repeats of a level");
        requireLength(level.getSpreadsCount(), content, "spreads of a level");
      }
    }
    // By configuration, so that they are numbered as they were.
    for (int i = 0; i < configurations.size(); i++) {
      for (LevelColumns level : content.getLevelsList()) {
        if (!Double.isNaN(level.getValues(i))) {
          boolean repeated = level.getRepeatsCount() > 0;
          builder.addRepeated(
              configurations.get(i),
              level.getLevel(),
              level.getValues(i),
              level.getCosts(i),
              repeated ? level.getRepeats(i) : 1,
              repeated ? level.getSpreads(i) : Double.NaN);
        }
      }
    }
    Landscape landscape = builder.build(provenance(content.getName(), from));
    if (landscape.size() != configurations.size()) {
      throw new IllegalArgumentException(
          configurations.size()
              + " configurations are declared, but "
              + landscape.size()
              + " differ and were measured");
    }
    return new ArchivedLandscape(landscape, further(content));
  }

  private static List<Configuration> configurations(LandscapeContent content, SearchSpace space) {
    requireEqual(content.getParametersCount(), space.dimensions(), "columns of parameters");
    List<BitSet> inactive = new ArrayList<>();
    for (int p = 0; p < space.dimensions(); p++) {
      ParameterColumn column = content.getParameters(p);
      boolean real = space.parameter(p) instanceof RealParameter;
      requireLength(
          real ? column.getRealsCount() : column.getCodesCount(),
          content,
          "values of " + space.parameter(p).name());
      inactive.add(BitSet.valueOf(column.getInactive().toByteArray()));
    }
    List<Configuration> configurations = new ArrayList<>(content.getConfigurations());
    for (int i = 0; i < content.getConfigurations(); i++) {
      long[] codes = new long[space.dimensions()];
      for (int p = 0; p < codes.length; p++) {
        codes[p] =
            inactive.get(p).get(i)
                ? Configuration.INACTIVE
                : code(content.getParameters(p), space.parameter(p) instanceof RealParameter, i);
      }
      configurations.add(checked(space, codes, i));
    }
    return configurations;
  }

  private static long code(ParameterColumn column, boolean real, int index) {
    return real ? Double.doubleToLongBits(column.getReals(index)) : column.getCodes(index);
  }

  /** Codes out of range would fail much later and far away. */
  private static Configuration checked(SearchSpace space, long[] codes, int index) {
    Configuration configuration = Configuration.of(space, codes);
    for (int p = 0; p < codes.length; p++) {
      boolean valid =
          codes[p] == Configuration.INACTIVE
              || space
                      .parameter(p)
                      .code(valueOrText(space, p, codes[p]))
                      .orElse(Configuration.INACTIVE)
                  == codes[p];
      if (!valid) {
        throw new IllegalArgumentException(
            "configuration " + index + " has no valid value of " + space.parameter(p).name());
      }
    }
    if (!space.resolve(codes).equals(configuration)) {
      throw new IllegalArgumentException(
          "configuration " + index + " has values where the space has none, or none where it has");
    }
    return configuration;
  }

  private static Object valueOrText(SearchSpace space, int parameter, long code) {
    try {
      return space.parameter(parameter).value(code);
    } catch (IndexOutOfBoundsException noSuchCategory) {
      return "";
    }
  }

  private static void requireLength(int length, LandscapeContent content, String what) {
    requireEqual(length, content.getConfigurations(), what);
  }

  private static void requireEqual(int found, int expected, String what) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "it holds " + found + " " + what + ", but " + expected + " belong there");
    }
  }

  private static Provenance provenance(String name, LandscapeProvenance message) {
    Map<String, String> notes = new TreeMap<>();
    message.getNotesList().forEach(note -> notes.put(note.getKey(), note.getText()));
    return new Provenance(
        message.getStudy(),
        name,
        Instant.EPOCH.plus(message.getCreatedEpochMicros(), ChronoUnit.MICROS),
        message.getSource(),
        notes);
  }

  private static List<FurtherMetric> further(LandscapeContent content) {
    List<FurtherMetric> further = new ArrayList<>();
    for (MetricColumns columns : content.getFurtherList()) {
      requireEqual(
          columns.getLevelsCount(), content.getLevelsCount(), "levels of " + columns.getMetric());
      double[][] values = new double[columns.getLevelsCount()][];
      for (int level = 0; level < values.length; level++) {
        List<Double> column = columns.getLevels(level).getValuesList();
        requireLength(column.size(), content, "values of " + columns.getMetric());
        values[level] = column.stream().mapToDouble(Double::doubleValue).toArray();
      }
      further.add(new FurtherMetric(columns.getMetric(), values));
    }
    return further;
  }
}
