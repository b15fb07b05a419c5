package io.cairn.core.search;

import io.cairn.core.space.Configuration;

/** A line of a journal, as far as a method is told of it. */
sealed interface Fact {

  void tell(Method method);

  record Started(int trial, Configuration configuration, int bracket, int rung) implements Fact {
    @Override
    public void tell(Method method) {
      method.started(trial, configuration, bracket, rung);
    }
  }

  record Promoted(int trial, int rung) implements Fact {
    @Override
    public void tell(Method method) {
      method.promoted(trial, rung);
    }
  }

  record Reported(int trial, int rung, double loss) implements Fact {
    @Override
    public void tell(Method method) {
      method.reported(trial, rung, loss, 1);
    }
  }

  record Stopped(int trial, int rung) implements Fact {
    @Override
    public void tell(Method method) {
      method.stopped(trial, rung);
    }
  }

  record Failed(int trial, int rung) implements Fact {
    @Override
    public void tell(Method method) {
      method.failed(trial, rung);
    }
  }
}
