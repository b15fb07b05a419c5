package io.cairn.core.landscape.topology;

import java.util.Arrays;

/**
 * Local optima where differences up to eps do not count.
 *
 * <p>Plateaus are grown from the least loss upwards: the least node not yet on a plateau founds
 * one, which takes in every free node that it reaches over neutral pairs ({@code |dL| <= eps}) of
 * nodes within {@code 2 eps} of the founder. So a gentle slope does not chain into one plateau, and
 * the result depends on the losses alone, ties included: founders of equal loss that reach each
 * other found the same plateau, whichever comes first.
 *
 * <p>A plateau is one optimum unless a member has an exit: a neighbour better than the founder by
 * more than eps, or a neutral neighbour better than the founder at all, by which a slope that was
 * cut at {@code 2 eps} goes on downwards (without the latter every gentle slope would have an
 * optimum each {@code 2 eps}). With eps 0 plateaus are connected ties. Diverged nodes found
 * nothing.
 *
 * @param optima plateaus without exit
 * @param confirmed how many of them have all neighbours of all members measured
 */
record Plateaus(long optima, long confirmed) {

  static Plateaus of(Terrain terrain, int[] order, double eps) {
    return new Growth(terrain, eps).grow(order);
  }

  /** The state of growing. */
  private static final class Growth {
    private final Terrain terrain;
    private final double eps;
    private final Adjacency.Sweep sweep;
    private final int[] near;
    private final boolean[] taken;
    private int[] members = new int[64];
    private boolean exit;
    private boolean surrounded;

    Growth(Terrain terrain, double eps) {
      this.terrain = terrain;
      this.eps = eps;
      this.sweep = terrain.adjacency.sweep();
      this.near = terrain.buffer();
      this.taken = new boolean[terrain.rows];
    }

    Plateaus grow(int[] order) {
      long optima = 0;
      long confirmed = 0;
      for (int founder : order) {
        if (!terrain.finite(founder)) {
          break;
        }
        if (taken[founder]) {
          continue;
        }
        growFrom(founder);
        if (!exit) {
          optima++;
          confirmed += surrounded ? 1 : 0;
        }
      }
      return new Plateaus(optima, confirmed);
    }

    private void growFrom(int founder) {
      double best = terrain.losses[founder];
      exit = false;
      surrounded = true;
      members[0] = founder;
      taken[founder] = true;
      int size = 1;
      for (int next = 0; next < size; next++) {
        int member = members[next];
        double loss = terrain.losses[member];
        int count = sweep.neighbours(member, near);
        for (int i = 0; i < count; i++) {
          int other = near[i];
          double there = terrain.losses[other];
          boolean neutral = Math.abs(there - loss) <= eps;
          exit |= there < best - eps || (neutral && there < best);
          if (neutral && !taken[other] && there - best <= 2 * eps) {
            taken[other] = true;
            if (size == members.length) {
              members = Arrays.copyOf(members, 2 * size);
            }
            members[size++] = other;
          }
        }
        surrounded = surrounded && !exit && terrain.surrounded(member, count);
      }
    }
  }
}
