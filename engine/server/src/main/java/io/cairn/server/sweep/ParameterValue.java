package io.cairn.server.sweep;

import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Values of declared parameters, as a person writes them. */
final class ParameterValue {

  private ParameterValue() {}

  /** The code of a value; a problem if it is none of the parameter's. */
  static OptionalLong read(Parameter parameter, Node node, String path, Problems problems) {
    OptionalLong code = OptionalLong.empty();
    if (node instanceof Node.Scalar scalar) {
      code = parameter.code(scalar.plain());
      code = code.isPresent() ? code : parameter.parse(scalar.text());
    }
    if (code.isEmpty() && !SectionReader.isUnresolved(node)) {
      problems.add(node.origin(), path, node, "must be " + parameter.domain());
    }
    return code;
  }

  /** The parameter that a key names; a problem if there is none. */
  static Optional<Parameter> parameter(
      SearchSpace space, String name, Node node, String path, Problems problems) {
    OptionalInt index = space.indexOf(name);
    if (index.isEmpty()) {
      problems.add(
          node.origin(),
          path,
          "is no parameter of the space"
              + DidYouMean.hint(name, space.parameters().stream().map(Parameter::name).toList()));
      return Optional.empty();
    }
    return Optional.of(space.parameter(index.getAsInt()));
  }
}
