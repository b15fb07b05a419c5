package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.core.search.Belief;
import io.cairn.core.search.Expectation;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The shape of {@code show --trust --json} keeps the rules of docs/json.md. */
class TrustJsonTest {

  @Test
  void beforeTheFirstResult_whatIsNotKnownIsNull_andNoFieldIsLeftOut() throws IOException {
    StudySpec alone =
        Specs.of(
            "trusting", Specs.LOSS, Specs.line(), Specs.epochs(9), "landscape", Budget.ofTrials(9));
    Belief belief = new Belief(Map.of("x", new Expectation.Near(0.3, 0.1)));
    StudySpec spec =
        alone.withPriors(List.of(belief.fit(LandscapeMethod.basis(alone.space(), alone.ladder()))));
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      TrustJson.write(json, spec, new StudyState(spec).trust().orElseThrow());
    }
    JsonNode trust = JsonMapper.builder().build().readTree(text.toString());
    assertThat(trust.get("rung").asInt()).isEqualTo(-1);
    assertThat(trust.get("resource").isNull()).isTrue();
    assertThat(trust.get("sides").get(0).get("bestResource").isNull()).isTrue();
    JsonNode prior = trust.get("priors").get(0);
    assertThat(prior.get("weight").get("value").asDouble()).isEqualTo(0.5);
    for (String figure : List.of("rho", "shakeUp", "overlap", "topDeficit")) {
      assertThat(prior.get(figure).get("value").isNull()).as(figure).isTrue();
      assertThat(prior.get(figure).get("low").isNull()).as(figure).isTrue();
      assertThat(prior.get(figure).get("high").isNull()).as(figure).isTrue();
    }
  }
}
