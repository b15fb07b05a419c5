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
import io.cairn.proto.landscape.ConditionDeclaration;
import io.cairn.proto.landscape.ConditionList;
import io.cairn.proto.landscape.IntegerType;
import io.cairn.proto.landscape.MemberCondition;
import io.cairn.proto.landscape.ParameterDeclaration;
import io.cairn.proto.landscape.RangeCondition;
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
      space.condition(i).ifPresent(condition -> parameter.setCondition(condition(condition)));
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
        conditions.put(declared.getName(), condition(declared.getCondition()));
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

  private static Value value(Object value) {
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

  private static Object value(Value message) {
    return switch (message.getKindCase()) {
      case REAL -> message.getReal();
      case INTEGER -> message.getInteger();
      case TEXT -> message.getText();
      case FLAG -> message.getFlag();
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a value has no kind that is known here");
    };
  }

  private static ConditionDeclaration condition(Condition condition) {
    ConditionDeclaration.Builder message = ConditionDeclaration.newBuilder();
    if (condition instanceof Condition.Equals equals) {
      return message.setEquals(member(equals.parent(), List.of(equals.value()))).build();
    }
    if (condition instanceof Condition.In in) {
      return message.setIn(member(in.parent(), in.values())).build();
    }
    if (condition instanceof Condition.Not not) {
      return message.setNot(condition(not.condition())).build();
    }
    if (condition instanceof Condition.AllOf all) {
      return message.setAll(conditions(all.conditions())).build();
    }
    if (condition instanceof Condition.AnyOf any) {
      return message.setAny(conditions(any.conditions())).build();
    }
    return message.setRange(range((Condition.Range) condition)).build();
  }

  private static MemberCondition member(String parent, List<?> values) {
    MemberCondition.Builder message = MemberCondition.newBuilder().setParent(parent);
    values.forEach(value -> message.addValues(value(value)));
    return message.build();
  }

  private static ConditionList conditions(List<Condition> conditions) {
    ConditionList.Builder message = ConditionList.newBuilder();
    conditions.forEach(condition -> message.addConditions(condition(condition)));
    return message.build();
  }

  private static RangeCondition range(Condition.Range range) {
    RangeCondition.Builder message =
        RangeCondition.newBuilder()
            .setParent(range.parent())
            .setMinInclusive(range.minInclusive())
            .setMaxInclusive(range.maxInclusive());
    range.min().ifPresent(message::setMin);
    range.max().ifPresent(message::setMax);
    return message.build();
  }

  private static Condition condition(ConditionDeclaration message) {
    return switch (message.getKindCase()) {
      case EQUALS -> {
        MemberCondition equals = message.getEquals();
        if (equals.getValuesCount() != 1) {
          throw new IllegalArgumentException(
              "a condition on " + equals.getParent() + " must equal exactly one value");
        }
        yield new Condition.Equals(equals.getParent(), value(equals.getValues(0)));
      }
      case IN ->
          new Condition.In(
              message.getIn().getParent(),
              message.getIn().getValuesList().stream().map(SpaceMessages::value).toList());
      case RANGE -> range(message.getRange());
      case NOT -> new Condition.Not(condition(message.getNot()));
      case ALL -> new Condition.AllOf(conditions(message.getAll()));
      case ANY -> new Condition.AnyOf(conditions(message.getAny()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a condition has no kind that is known here");
    };
  }

  private static List<Condition> conditions(ConditionList message) {
    return message.getConditionsList().stream().map(SpaceMessages::condition).toList();
  }

  private static Condition range(RangeCondition message) {
    return new Condition.Range(
        message.getParent(),
        message.hasMin() ? OptionalDouble.of(message.getMin()) : OptionalDouble.empty(),
        message.hasMax() ? OptionalDouble.of(message.getMax()) : OptionalDouble.empty(),
        message.getMinInclusive(),
        message.getMaxInclusive());
  }
}
