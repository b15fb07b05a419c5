package io.cairn.server.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whom a certificate speaks for: RFC 6125, names of the extension "subject alternative name" alone.
 *
 * @param names host names, the first label may be {@code *}
 * @param addresses IP addresses as text
 */
record PeerNames(List<String> names, List<String> addresses) {

  /**
   * Speaks for every node that is reached under an IP address and not under a name. Where nodes
   * come and go, as pods do, nobody knows their addresses when certificates are made. Coordinators
   * are reached under names, so that who has this name cannot pass for one of them.
   */
  static final String ANY_ADDRESS = "any-address.cairn.internal";

  private static final int NAME = 2;
  private static final int ADDRESS = 7;

  PeerNames {
    names = List.copyOf(names);
    addresses = List.copyOf(addresses);
  }

  static PeerNames of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> entry : all == null ? List.<List<?>>of() : all) {
        if (entry.get(0).equals(NAME)) {
          names.add(String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT));
        } else if (entry.get(0).equals(ADDRESS)) {
          addresses.add(String.valueOf(entry.get(1)));
        }
      }
    } catch (CertificateParsingException e) {
      // Who cannot say its names speaks for nobody.
      return new PeerNames(List.of(), List.of());
    }
    return new PeerNames(names, addresses);
  }

  /** Whether a node that is reached under this name or address may show the certificate. */
  boolean cover(String host) {
    return isAddress(host)
        ? names.contains(ANY_ADDRESS) || addresses.stream().anyMatch(one -> same(one, host))
        : names.stream().anyMatch(name -> covers(name, host.toLowerCase(Locale.ROOT)));
  }

  private static boolean covers(String name, String host) {
    if (!name.startsWith("*.")) {
      return name.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(name.substring(1));
  }

  /** Whether this is an address; never asks for a name. */
  static boolean isAddress(String host) {
    return host.contains(":") || host.matches("\\d{1,3}(\\.\\d{1,3}){3}");
  }

  private static boolean same(String one, String other) {
    try {
      return InetAddress.getByName(one).equals(InetAddress.getByName(other));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    List<String> all = new ArrayList<>(names);
    all.addAll(addresses);
    return all.isEmpty() ? "nobody" : String.join(", ", all);
  }
}
