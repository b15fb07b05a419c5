package io.cairn.server.archive;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.proto.Value;
import io.cairn.proto.landscape.BooleanType;
import io.cairn.proto.landscape.IntegerType;
import io.cairn.proto.landscape.ParameterDeclaration;
import io.cairn.proto.landscape.RealType;
import io.cairn.proto.landscape.ScaleType;
import io.cairn.proto.landscape.SpaceDeclaration;
import io.cairn.proto.landscape.ValueList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Spaces as messages and back. */
final class SpaceMessages {

  private SpaceMessages() {}

  static SpaceDeclaration message(SearchSpace space) {
    SpaceDeclaration.Builder message = SpaceDeclaration.newBuilder();
    for (int i = 0; i < space.dimensions(); i++) {
      ParameterDeclaration.Builder parameter = parameter(space.parameter(i));
      space
          .condition(i)
          .ifPresent(condition -> parameter.setCondition(ConditionMessages.message(condition)));
      message.addParameters(parameter);
    }
    space.constraints().forEach(constraint -> message.addConstraints(constraint.text()));
    return message.build();
  }

  /**
   * @throws IllegalArgumentException if the message declares no valid space
   */
  static SearchSpace space(SpaceDeclaration message) {
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (ParameterDeclaration declared : message.getParametersList()) {
      parameters.add(parameter(declared));
      if (declared.hasCondition()) {
        conditions.put(declared.getName(), ConditionMessages.condition(declared.getCondition()));
      }
    }
    List<Constraint> constraints =
        message.getConstraintsList().stream().map(Constraint::parse).toList();
    return new SearchSpace(parameters, conditions, constraints);
  }

  private static ParameterDeclaration.Builder parameter(Parameter parameter) {
    ParameterDeclaration.Builder message =
        ParameterDeclaration.newBuilder().setName(parameter.name());
    if (parameter instanceof RealParameter real) {
      RealType.Builder type =
          RealType.newBuilder().setMin(real.min()).setMax(real.max()).setScale(scale(real.scale()));
      real.step().ifPresent(type::setStep);
      return message.setReal(type);
    }
    if (parameter instanceof IntegerParameter integer) {
      return message.setInteger(
          IntegerType.newBuilder()
              .setMin(integer.min())
              .setMax(integer.max())
              .setScale(scale(integer.scale()))
              .setStep(integer.step()));
    }
    if (parameter instanceof OrdinalParameter ordinal) {
      return message.setOrdinal(values(ordinal.values()));
    }
    if (parameter instanceof CategoricalParameter categorical) {
      return message.setCategorical(values(categorical.values()));
    }
    if (parameter instanceof BooleanParameter) {
      return message.setBoolean(BooleanType.getDefaultInstance());
    }
    return message.setConstant(value(((ConstantParameter) parameter).value()));
  }

  private static Parameter parameter(ParameterDeclaration message) {
    String name = message.getName();
    return switch (message.getTypeCase()) {
      case REAL -> {
        RealType real = message.getReal();
        OptionalDouble step =
            real.hasStep() ? OptionalDouble.of(real.getStep()) : OptionalDouble.empty();
        yield new RealParameter(name, real.getMin(), real.getMax(), scale(real.getScale()), step);
      }
      case INTEGER -> {
        IntegerType integer = message.getInteger();
        yield new IntegerParameter(
            name, integer.getMin(), integer.getMax(), scale(integer.getScale()), integer.getStep());
      }
      case ORDINAL -> new OrdinalParameter(name, values(message.getOrdinal()));
      case CATEGORICAL ->
          new CategoricalParameter(
              name, values(message.getCategorical()).stream().map(String::valueOf).toList());
      case BOOLEAN -> new BooleanParameter(name);
      case CONSTANT -> new ConstantParameter(name, value(message.getConstant()));
      case TYPE_NOT_SET ->
          throw new IllegalArgumentException(
              "parameter " + name + " has no type that is known here");
    };
  }

  private static ScaleType scale(Scale scale) {
    return switch (scale) {
      case LINEAR -> ScaleType.SCALE_TYPE_LINEAR;
      case LOG -> ScaleType.SCALE_TYPE_LOG;
      case REVERSE_LOG -> ScaleType.SCALE_TYPE_REVERSE_LOG;
    };
  }

  private static Scale scale(ScaleType type) {
    return switch (type) {
      case SCALE_TYPE_LINEAR -> Scale.LINEAR;
      case SCALE_TYPE_LOG -> Scale.LOG;
      case SCALE_TYPE_REVERSE_LOG -> Scale.REVERSE_LOG;
      case SCALE_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a parameter has a scale that is not known here");
    };
  }

  private static ValueList values(List<?> values) {
    ValueList.Builder message = ValueList.newBuilder();
    values.forEach(value -> message.addValues(value(value)));
    return message.build();
  }

  private static List<Object> values(ValueList message) {
    return message.getValuesList().stream().map(SpaceMessages::value).toList();
  }

  static Value value(Object value) {
    Value.Builder message = Value.newBuilder();
    if (value instanceof Boolean flag) {
      return message.setFlag(flag).build();
    }
    if (value instanceof Double real) {
      return message.setReal(real).build();
    }
    if (value instanceof Number integer) {
      return message.setInteger(integer.longValue()).build();
    }
    return message.setText(String.valueOf(value)).build();
  }

  static Object value(Value message) {
    return switch (message.getKindCase()) {
      case REAL -> message.getReal();
      case INTEGER -> message.getInteger();
      case TEXT -> message.getText();
      case FLAG -> message.getFlag();
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a value has no kind that is known here");
    };
  }
}
