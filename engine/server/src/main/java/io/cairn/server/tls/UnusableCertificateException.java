package io.cairn.server.tls;

/** Certificate or key files cannot be used; the message is a sentence for who set them up. */
public final class UnusableCertificateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableCertificateException(String sentence) {
    super(sentence);
  }

  UnusableCertificateException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
