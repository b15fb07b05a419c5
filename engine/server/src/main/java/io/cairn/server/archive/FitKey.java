package io.cairn.server.archive;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.server.sweep.JsonText;
import io.cairn.server.sweep.PriorMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * Under what the fits of landscapes are kept for a sweep: a hash over all that a fit depends on
 * beside the landscape, and over the landscape's id, which is a hash of its content.
 */
final class FitKey {

  /** 128 bits. */
  private static final int LENGTH = 32;

  private final byte[] target;

  FitKey(StudySpec study, PriorMap map) {
    RungLadder ladder = study.ladder();
    StringBuilder text = new StringBuilder("fit " + PriorFitter.VERSION + "\n");
    text.append(study.objective().direction()).append('\n').append(ladder.name());
    for (int rung = 0; rung < ladder.size(); rung++) {
      text.append(' ').append(ladder.exactLevel(rung));
    }
    text.append('\n').append(JsonText.of(new TreeMap<>(map.renames())));
    text.append('\n').append(JsonText.of(new TreeMap<>(map.defaults()))).append('\n');
    // Nothing where there is nothing, so that fits made before there were conversions stay known.
    new TreeMap<>(map.conversions()).forEach((there, how) -> text.append(there).append(how));
    MessageDigest digest = sha256();
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    this.target = digest.digest(SpaceMessages.message(study.space()).toByteArray());
  }

  /** The key of a landscape's fit. */
  String of(String landscape) {
    MessageDigest digest = sha256();
    digest.update(target);
    byte[] hash = digest.digest(landscape.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash).substring(0, LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
