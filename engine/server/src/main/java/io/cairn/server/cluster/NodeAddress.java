package io.cairn.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a node is reached by other nodes.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 0 to have one picked
 */
public record NodeAddress(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):(\\d{1,5})");
  private static final int MOST = 65_535;

  /**
   * Reads HOST:PORT; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException with a sentence if it is not of this form
   */
  public static NodeAddress parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MOST) {
      throw new IllegalArgumentException(
          "\"" + text + "\" must be HOST:PORT, for example 127.0.0.1:7355 or [::1]:7355");
    }
    String host = matcher.group(1);
    return new NodeAddress(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(matcher.group(2)));
  }

  /**
   * Reads several, with commas between.
   *
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static List<NodeAddress> parseAll(String text) {
    List<NodeAddress> all = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      all.add(parse(one));
    }
    return List.copyOf(all);
  }

  /** Whether only this machine reaches it. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
