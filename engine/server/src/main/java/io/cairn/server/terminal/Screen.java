package io.cairn.server.terminal;

import java.util.List;
import org.jline.utils.AttributedString;

/**
 * What is to be seen.
 *
 * @param lines from the top, none wider than the screen
 * @param page how many items of the list that scrolls have room
 */
public record Screen(List<AttributedString> lines, int page) {

  public Screen {
    lines = List.copyOf(lines);
  }
}
