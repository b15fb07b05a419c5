package io.cairn.server.archive;

import io.cairn.core.space.Condition;
import io.cairn.proto.landscape.ConditionDeclaration;
import io.cairn.proto.landscape.ConditionList;
import io.cairn.proto.landscape.MemberCondition;
import io.cairn.proto.landscape.RangeCondition;
import java.util.List;
import java.util.OptionalDouble;

/** Conditions as messages and back. */
final class ConditionMessages {

  private ConditionMessages() {}

  static ConditionDeclaration message(Condition condition) {
    ConditionDeclaration.Builder message = ConditionDeclaration.newBuilder();
    if (condition instanceof Condition.Equals equals) {
      return message.setEquals(member(equals.parent(), List.of(equals.value()))).build();
    }
    if (condition instanceof Condition.In in) {
      return message.setIn(member(in.parent(), in.values())).build();
    }
    if (condition instanceof Condition.Not not) {
      return message.setNot(message(not.condition())).build();
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
    values.forEach(value -> message.addValues(SpaceMessages.value(value)));
    return message.build();
  }

  private static ConditionList conditions(List<Condition> conditions) {
    ConditionList.Builder message = ConditionList.newBuilder();
    conditions.forEach(condition -> message.addConditions(message(condition)));
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

  /**
   * The condition of a message.
   *
   * @throws IllegalArgumentException if the message says none
   */
  static Condition condition(ConditionDeclaration message) {
    return switch (message.getKindCase()) {
      case EQUALS -> {
        MemberCondition equals = message.getEquals();
        if (equals.getValuesCount() != 1) {
          throw new IllegalArgumentException(
              "a condition on " + equals.getParent() + " must equal exactly one value");
        }
        yield new Condition.Equals(equals.getParent(), SpaceMessages.value(equals.getValues(0)));
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
    return message.getConditionsList().stream().map(ConditionMessages::condition).toList();
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
