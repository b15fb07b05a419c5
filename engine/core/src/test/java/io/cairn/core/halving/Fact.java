package io.cairn.core.halving;

/** What a schedule can be told: one line of a journal. */
sealed interface Fact {

  void tell(Schedule schedule);

  record Started(int trial, int bracket, int rung) implements Fact {
    @Override
    public void tell(Schedule schedule) {
      schedule.started(trial, bracket, rung);
    }
  }

  record Promoted(int trial, int rung) implements Fact {
    @Override
    public void tell(Schedule schedule) {
      schedule.promoted(trial, rung);
    }
  }

  record Reported(int trial, int rung, double loss) implements Fact {
    @Override
    public void tell(Schedule schedule) {
      schedule.reported(trial, rung, loss);
    }
  }

  record Stopped(int trial, int rung) implements Fact {
    @Override
    public void tell(Schedule schedule) {
      schedule.stopped(trial, rung);
    }
  }

  record Failed(int trial, int rung) implements Fact {
    @Override
    public void tell(Schedule schedule) {
      schedule.failed(trial, rung);
    }
  }
}
