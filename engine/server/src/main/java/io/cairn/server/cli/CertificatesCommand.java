package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import io.cairn.server.tls.Authority;
import io.cairn.server.tls.UnusableCertificateException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn certificates}. */
@Command(
    name = "certificates",
    description = {
      "Make a certificate for a node of a cluster, and a private authority to issue it if there is none yet.",
      "Copy the node's folder to the node and give it as --tls; the folder \"authority\" stays here: who has its key",
      "can let anyone into the cluster."
    },
    mixinStandardHelpOptions = true)
final class CertificatesCommand implements Callable<Integer> {

  private static final InstantSource TIME = InstantSource.system();

  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern NAME =
      Pattern.compile(
          "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private static final int LONGEST_NAME = 253;
  private static final int MOST_DAYS = 3_650;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Gets the folder \"authority\" and one for the node, called as its first host.")
  @SuppressWarnings("NullAway.Init")
  private Path out;

  @Option(
      names = "--host",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description =
          "Names and addresses that the node is reached under; a name may begin with \"*.\".")
  @SuppressWarnings("NullAway.Init")
  private List<String> hosts;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "365",
      description =
          "How long the node's certificate is good for. Default: ${DEFAULT-VALUE}. Making it again renews it.")
  private int days;

  @Override
  public Integer call() throws IOException {
    List<String> checked = hosts.stream().map(CertificatesCommand::checked).toList();
    if (days < 1 || days > MOST_DAYS) {
      throw CairnException.invalid("--days = " + days + " must be from 1 to " + MOST_DAYS);
    }
    Path authority = out.resolve("authority");
    Path node = out.resolve(checked.get(0).replace("*", "any").replace(':', '-'));
    boolean isNew = !Files.exists(authority.resolve("ca.pem"));
    Instant now = TIME.instant();
    try {
      Authority.of(authority, now).issue(node, checked, now, Duration.ofDays(days));
    } catch (UnusableCertificateException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    } catch (IOException | UnsupportedOperationException e) {
      throw CairnException.refused("certificates cannot be written to " + out + ": " + e);
    }
    say(authority, node, isNew);
    return ExitCode.OK;
  }

  private void say(Path authority, Path node, boolean isNew) throws IOException {
    if (global.json()) {
      System.out.println(
          JsonLine.of(
              json -> {
                json.writeStartObject();
                json.writeStringField("authority", authority.toString());
                json.writeBooleanField("newAuthority", isNew);
                json.writeStringField("node", node.toString());
                json.writeEndObject();
              }));
      return;
    }
    List<String> lines = new ArrayList<>();
    if (isNew) {
      lines.add(authority + " is a new authority; keep it, and let nobody see ca-key.pem in it");
    }
    lines.add(node + " has the node's ca.pem, node.pem and node-key.pem: copy it there, --tls");
    lines.forEach(System.out::println);
  }

  private static String checked(String host) {
    String text = host.strip();
    boolean isName =
        text.length() <= LONGEST_NAME
            && NAME.matcher(text).matches()
            && !text.matches("[0-9.]*"); // Which would be an address that is none.
    if (!isName && !V4.matcher(text).matches() && !isV6(text)) {
      throw CairnException.invalid(
          "--host: \"" + host + "\" must be a host name or an address, without a port");
    }
    return text;
  }

  private static boolean isV6(String text) {
    try {
      // The brackets keep it from being looked up as a name.
      return text.contains(":") && InetAddress.getByName("[" + text + "]") != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
