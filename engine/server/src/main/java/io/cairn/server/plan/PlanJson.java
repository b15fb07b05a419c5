package io.cairn.server.plan;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan.PlannedBracket;
import io.cairn.core.halving.Plan.PlannedRung;
import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.plan.SweepPlan.End;
import io.cairn.server.sweep.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan as one line of JSON; docs/plan.md is the reference of its keys. */
public final class PlanJson {

  private PlanJson() {}

  /** The line, without a line break. */
  public static String of(SweepPlan plan) {
    StudySpec study = plan.study();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sweep", study.name());
    json.put("metric", study.objective().metric());
    json.put("direction", study.objective().direction().name().toLowerCase(Locale.ROOT));
    json.put("method", method(study));
    json.put("space", space(study));
    json.put("ladder", ladder(study.ladder()));
    json.put("trials", plan.plan().configurations());
    json.put("exact", plan.plan().exact());
    json.put("modelDecides", plan.modelDecides());
    json.put("perRound", plan.plan().perRound());
    json.put("brackets", plan.plan().brackets().stream().map(PlanJson::bracket).toList());
    json.put("evaluations", plan.plan().evaluations());
    json.put("resource", plan.plan().resource());
    json.put("ends", end(plan.end()));
    json.put("mayEndEarlier", plan.mayEndEarlier());
    json.put("priors", priors(plan));
    return JsonText.of(json);
  }

  private static Map<String, Object> method(StudySpec study) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", study.method().name());
    json.put("seed", study.method().seed());
    json.put("options", study.method().options());
    return json;
  }

  private static Map<String, Object> space(StudySpec study) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("parameters", (long) study.space().dimensions());
    json.put("constraints", (long) study.space().constraints().size());
    study.space().cardinality().ifPresent(size -> json.put("configurations", size));
    return json;
  }

  private static Map<String, Object> ladder(RungLadder ladder) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> levels = new ArrayList<>();
    for (int rung = 0; rung < ladder.size(); rung++) {
      levels.add(ladder.level(rung));
    }
    json.put("resource", ladder.name());
    json.put("levels", levels);
    ladder.fidelity().ifPresent(fidelity -> json.put("reduction", (long) fidelity.reduction()));
    json.put("checkpoints", ladder.checkpoints());
    json.put("shortLastStep", ladder.shortLastStep());
    return json;
  }

  private static Map<String, Object> bracket(PlannedBracket bracket) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bracket", (long) bracket.first());
    json.put("repeats", bracket.repeats());
    json.put("rungs", bracket.rungs().stream().map(PlanJson::rung).toList());
    return json;
  }

  private static Map<String, Object> rung(PlannedRung rung) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rung", (long) rung.rung());
    json.put("level", rung.level());
    json.put("cost", rung.cost());
    json.put("atLeast", rung.atLeast());
    json.put("expected", rung.expected());
    return json;
  }

  private static Map<String, Object> end(End end) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (end instanceof End.Limit limit) {
      json.put("by", limit.budget());
      json.put("limit", limit.limit());
      json.put("share", limit.share());
    } else {
      json.put("by", end instanceof End.Completed ? "completed" : "unforeseen");
    }
    return json;
  }

  private static Map<String, Object> priors(SweepPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("usedByMethod", Methods.usesPriors(plan.study().method().name()));
    json.put("used", plan.used().stream().map(used -> used(plan, used)).toList());
    json.put("leftOut", plan.leftOut().stream().map(PlanJson::leftOut).toList());
    json.put("starts", (long) plan.starts());
    json.put("warnings", plan.priors().warnings());
    return json;
  }

  private static Map<String, Object> used(SweepPlan plan, PriorChoice.Used used) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", used.prior().id());
    json.put("name", used.prior().name());
    json.put("configurations", (long) used.prior().landscape().size());
    json.put("reason", used.reason());
    plan.use(used.prior().id())
        .ifPresent(
            use -> {
              json.put("taken", use.used());
              json.put("projected", use.projected());
              json.put("rejected", use.rejected());
            });
    return json;
  }

  private static Map<String, Object> leftOut(PriorChoice.LeftOut left) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", left.id());
    json.put("name", left.name());
    json.put("reason", left.reason());
    return json;
  }
}
