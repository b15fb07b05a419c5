package io.cairn.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cairn ls}. */
@Command(
    name = "ls",
    description = "List the studies of this machine's home folder; with --to, those of a cluster.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Override
  public Integer call() {
    if (remote.given()) {
      return RemoteList.of(remote.cluster(), global.json());
    }
    Home home = global.home();
    List<StudyStatus> studies = new ArrayList<>();
    for (String id : home.ids()) {
      StudyFolder folder = home.find(id);
      studies.add(StudyStatus.read(folder, Studies.locked(folder)));
    }
    if (global.json()) {
      System.out.println(json(studies));
      return ExitCode.OK;
    }
    if (studies.isEmpty()) {
      System.out.println("No studies in " + Ending.shown(home.root()) + ".");
      return ExitCode.OK;
    }
    TextTable table =
        new TextTable(
            List.of(
                "study", "state", "method", "trials", "evaluations", "best", "metric", "ended"));
    for (StudyStatus s : studies) {
      table.row(
          List.of(
              s.id(),
              s.state(),
              s.method(),
              Integer.toString(s.trials()),
              Long.toString(s.evaluations()),
              Double.isNaN(s.best()) ? "" : Numbers.brief(s.best()),
              s.metric(),
              s.ended()));
    }
    table.lines().forEach(System.out::println);
    return ExitCode.OK;
  }

  private static String json(List<StudyStatus> studies) {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    ArrayNode list = root.putArray("studies");
    for (StudyStatus s : studies) {
      ObjectNode study = list.addObject();
      study.put("id", s.id()).put("name", s.name()).put("state", s.state());
      study.put("mode", s.mode()).put("method", s.method()).put("metric", s.metric());
      if (Double.isNaN(s.best())) {
        study.putNull("best");
      } else {
        study.put("best", s.best());
      }
      study.put("trials", s.trials()).put("evaluations", s.evaluations());
      study.put("updated", s.updated());
    }
    return root.toString();
  }
}
