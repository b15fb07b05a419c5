package io.cairn.core.transfer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What became of the configurations of a prior in the space of the new study; the three counts sum
 * up to all of them.
 *
 * @param id of the prior
 * @param name of the prior
 * @param used taken over value for value
 * @param projected moved to the nearest configuration of the new space
 * @param rejected left out
 * @param reasons how often each reason for projecting or rejecting was met, in order of first
 *     appearance
 */
public record PriorUse(
    String id, String name, long used, long projected, long rejected, Map<String, Long> reasons) {
  public PriorUse {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }
}
