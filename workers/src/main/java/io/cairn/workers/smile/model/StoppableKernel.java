package io.cairn.workers.smile.model;

import smile.math.kernel.MercerKernel;

/**
 * A kernel that ends training by an exception when it is told to: Smile's trainers of support
 * vector machines have no other place to ask. They call it all the time until every pair is in
 * their cache.
 */
final class StoppableKernel implements MercerKernel<double[]> {

  private static final long serialVersionUID = 1L;

  /** Calls between two questions, about a millisecond's worth. */
  private static final int PERIOD = 4096;

  private final MercerKernel<double[]> kernel;
  private final transient Stop stop;
  private int calls;

  StoppableKernel(MercerKernel<double[]> kernel, Stop stop) {
    this.kernel = kernel;
    this.stop = stop;
  }

  @Override
  public double k(double[] x, double[] y) {
    if (++calls % PERIOD == 0) {
      stop.check();
    }
    return kernel.k(x, y);
  }

  @Override
  public double[] kg(double[] x, double[] y) {
    return kernel.kg(x, y);
  }

  @Override
  public MercerKernel<double[]> of(double[] params) {
    return new StoppableKernel(kernel.of(params), stop);
  }

  @Override
  public double[] hyperparameters() {
    return kernel.hyperparameters();
  }

  @Override
  public double[] lo() {
    return kernel.lo();
  }

  @Override
  public double[] hi() {
    return kernel.hi();
  }
}
