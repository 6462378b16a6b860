package dev.stepwise.model.catalogue;

import dev.stepwise.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * HTTP as the environment wants it: proxies from {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * ALL_PROXY} and {@code NO_PROXY}, further certificate authorities from {@code SSL_CERT_FILE},
 * {@code REQUESTS_CA_BUNDLE} or {@code CURL_CA_BUNDLE} beside the JDK's own.
 */
public final class Network {
  /** Long enough for a slow link, short enough that the next source is tried soon. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final List<String> AUTHORITIES =
      List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");

  private final Map<String, String> environment;

  public Network(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** A client that follows no redirect by itself. */
  public HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .proxy(proxies());
    trust().ifPresent(builder::sslContext);
    return builder.build();
  }

  /** The address with the hub replaced by the mirror that {@code HF_ENDPOINT} names, if any. */
  URI mirrored(String url) {
    String mirror = environment.getOrDefault("HF_ENDPOINT", "").strip();
    String hub = "https://huggingface.co/";
    if (mirror.isEmpty() || !url.startsWith(hub)) {
      return URI.create(url);
    }
    return URI.create(mirror.replaceAll("/+$", "") + "/" + url.substring(hub.length()));
  }

  /** The token for gated models, sent to the hub alone. */
  Optional<String> token(URI address) {
    String host = String.valueOf(address.getHost());
    boolean hub = host.equals("huggingface.co") && address.getScheme().equals("https");
    String token = environment.getOrDefault("HF_TOKEN", "");
    return hub && !token.isBlank() ? Optional.of(token.strip()) : Optional.empty();
  }

  ProxySelector proxies() {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(
            proxyFor(uri).map(a -> new Proxy(Proxy.Type.HTTP, a)).orElse(Proxy.NO_PROXY));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request itself fails with the same exception.
      }
    };
  }

  private Optional<InetSocketAddress> proxyFor(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    boolean direct =
        Arrays.stream(variable("no_proxy").split(","))
            .map(s -> s.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(s -> !s.isEmpty())
            .anyMatch(s -> s.equals("*") || host.equals(s) || host.endsWith("." + s));
    if (direct || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return Optional.empty();
    }
    String proxy = variable(uri.getScheme() + "_proxy");
    if (proxy.isEmpty()) {
      proxy = variable("all_proxy");
    }
    if (proxy.isEmpty()) {
      return Optional.empty();
    }
    URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    if (address.getHost() == null) {
      throw new UserException("'" + proxy + "' is no valid proxy; correct HTTPS_PROXY");
    }
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return Optional.of(InetSocketAddress.createUnresolved(address.getHost(), port));
  }

  private String variable(String lowerCase) {
    String value = environment.getOrDefault(lowerCase, "");
    return value.isEmpty()
        ? environment.getOrDefault(lowerCase.toUpperCase(Locale.ROOT), "").strip()
        : value.strip();
  }

  private Optional<SSLContext> trust() {
    Optional<Path> bundle =
        AUTHORITIES.stream()
            .map(name -> environment.getOrDefault(name, ""))
            .filter(s -> !s.isBlank())
            .map(Path::of)
            .filter(Files::isRegularFile)
            .findFirst();
    if (bundle.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(bundle.get())) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (X509Certificate authority : defaultAuthorities()) {
        store.setCertificateEntry("jdk-" + n++, authority);
      }
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("environment-" + n++, authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new UserException(
          "cannot read the certificates in " + bundle.get() + ": " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> defaultAuthorities() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(m -> Arrays.stream(m.getAcceptedIssuers()))
        .toList();
  }
}
