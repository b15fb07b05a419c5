package io.cairn.workers.jvm;

import io.cairn.workers.process.Job;
import io.cairn.workers.process.Launch;
import io.cairn.workers.process.Launcher;
import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts JVMs for a function.
 *
 * @param start java with its options and class path, to which {@link FunctionHost} belongs
 * @param type name of the class
 * @param method name of the function
 */
record FunctionLauncher(List<String> start, String type, String method) implements Launcher {

  @Override
  public Job start(Launch launch) throws IOException {
    launch.requireVariables();
    Evaluation evaluation = launch.evaluation();
    List<String> words = new ArrayList<>(start);
    words.add(FunctionHost.class.getName());
    words.add(type);
    words.add(method);
    words.add(launch.settings().metric());
    words.add(evaluation.resource().name());
    words.add(Double.toString(evaluation.to()));
    words.addAll(FunctionHost.arguments(evaluation.configuration()));
    Map<String, String> variables = new LinkedHashMap<>(launch.variables());
    variables.putAll(launch.settings().environment());
    return launch.start(words, variables, List.of());
  }
}
