package io.cairn.workers.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks requests as a store does: AWS Signature Version 4, "Authenticating Requests: Using the
 * Authorization Header", Amazon S3 API reference.
 */
record Signatures(String keyId, String secret) {

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8}/[^/]+/s3/aws4_request), *"
              + "SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");

  /** The code of the error that the request deserves; empty if it is signed well. */
  Optional<String> refusal(HttpExchange request, byte[] body) throws GeneralSecurityException {
    Headers headers = request.getRequestHeaders();
    String authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      return Optional.of("AccessDenied");
    }
    Matcher parts = AUTHORIZATION.matcher(authorization);
    if (!parts.matches()) {
      return Optional.of("AuthorizationHeaderMalformed");
    }
    if (!parts.group(1).equals(keyId)) {
      return Optional.of("InvalidAccessKeyId");
    }
    String bodyHash = headers.getFirst("x-amz-content-sha256");
    String[] signed = parts.group(3).split(";");
    if (bodyHash == null || !Arrays.asList(signed).contains("host")) {
      return Optional.of("AccessDenied");
    }
    boolean nothing = body.length == 0 && bodyHash.equals("UNSIGNED-PAYLOAD");
    if (!nothing && !bodyHash.equals(hex(sha256(body)))) {
      return Optional.of("XAmzContentSHA256Mismatch");
    }
    String query = request.getRequestURI().getRawQuery();
    String canonical =
        request.getRequestMethod()
            + "\n"
            + request.getRequestURI().getRawPath()
            + "\n"
            + (query == null ? "" : canonical(query))
            + "\n"
            + Arrays.stream(signed)
                .map(name -> name + ":" + headers.getFirst(name).strip() + "\n")
                .collect(Collectors.joining())
            + "\n"
            + parts.group(3)
            + "\n"
            + bodyHash;
    String scope = parts.group(2);
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + headers.getFirst("x-amz-date")
            + "\n"
            + scope
            + "\n"
            + hex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return hex(hmac(key, toSign)).equals(parts.group(4))
        ? Optional.empty()
        : Optional.of("SignatureDoesNotMatch");
  }

  private static String canonical(String query) {
    return Arrays.stream(query.split("&"))
        .map(part -> part.contains("=") ? part : part + "=")
        .sorted()
        .collect(Collectors.joining("&"));
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
