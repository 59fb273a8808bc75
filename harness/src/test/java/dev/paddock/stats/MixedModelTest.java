package dev.paddock.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.paddock.stats.MixedModel.Seen;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Values from R 4.2.2, by generalised least squares and best linear unbiased prediction with the
 * covariance of all observations, which {@link MixedModel} never forms:
 *
 * <pre>{@code
 * d <- data.frame(g = …, b = …, y = …)      # as below, counted from 1
 * M <- cbind(1, c(0,0,0,1,1,1), c(0,1,0,0,1,0), c(0,0,1,0,0,1))
 * fit <- function(own, s2) {
 *   X <- cbind(model.matrix(~ factor(b), d)[, -1], M[d$g, ]); Z <- diag(6)[d$g, ]
 *   r <- s2 / own^2; V <- diag(nrow(d)) + Z %*% t(Z) / r; W <- solve(V)
 *   beta <- solve(t(X) %*% W %*% X, t(X) %*% W %*% d$y); e <- d$y - X %*% beta
 *   df <- nrow(d) - ncol(X); v <- drop(t(e) %*% W %*% e) / df
 *   K <- cbind(matrix(0, 6, 3), M); A <- K - t(Z) %*% W %*% X / r
 *   list(deviance = df * log(v) + determinant(V)$modulus[1] +
 *          determinant(t(X) %*% W %*% X)$modulus[1],
 *        level = drop(K %*% beta + t(Z) %*% W %*% e / r),
 *        C = v * (A %*% solve(t(X) %*% W %*% X, t(A)) + diag(6) / r - t(Z) %*% W %*% Z / r^2),
 *        v = v)
 * }
 * s2 <- fit(1, 1)$v; f <- lapply(floor * c(1, 2, 4, 8), fit, s2 = s2)
 * m <- f[[which.min(sapply(f, `[[`, "deviance"))]]
 * m$level[5] - m$level[1]; sqrt(m$C[5,5] + m$C[1,1] - 2 * m$C[5,1])   # and of groups 6 and 2
 * }</pre>
 */
class MixedModelTest {
  /** The equations carry a ridge of 1e-6, for blocks and effects that nothing tells of. */
  private static final Offset<Double> NEAR = within(1e-6);

  private static final int[] GROUPS = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 1, 3, 4, 5, 6, 1, 4, 5};
  private static final int[] BLOCKS = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4};
  private static final double[] Y = {
    4.61, 4.78, 4.83, 4.70, 4.95, 4.88, 4.66, 4.85, 4.90, 4.73, 5.02, 4.55, 4.80, 4.66, 4.91, 4.79,
    4.70, 4.77, 5.06
  };
  private static final double[][] MODEL = {
    {1, 0, 0, 0}, {1, 0, 1, 0}, {1, 0, 0, 1}, {1, 1, 0, 0}, {1, 1, 1, 0}, {1, 1, 0, 1}
  };

  private static Seen[] seen() {
    return IntStream.range(0, Y.length)
        .mapToObj(i -> new Seen(GROUPS[i] - 1, BLOCKS[i] - 1, Y[i]))
        .toArray(Seen[]::new);
  }

  private static MixedModel fit(double floor) {
    return MixedModel.of(seen(), MODEL, 4, floor);
  }

  private static void agrees(MixedModel fit, int group, int other, double value, double error) {
    assertThat(fit.difference(group, other)).isCloseTo(value, NEAR);
    assertThat(fit.error(group, other)).isCloseTo(error, NEAR);
  }

  /** {@code floor <- 0.05}; 0.1 is chosen, of {@code optimize}d REML spreads the best is 0.085. */
  @Test
  void levels_and_their_errors_agree_with_R() {
    MixedModel fit = fit(0.05);
    assertThat(fit.df()).isEqualTo(12);
    agrees(fit, 4, 0, 0.3545052380081257, 0.0103110938216844);
    agrees(fit, 5, 1, 0.0721139190911719, 0.0153497169557900);
  }

  /** {@code floor <- 0.01}; the largest of the four spreads is chosen, 0.08. */
  @Test
  void the_likeliest_spread_of_groups_is_chosen() {
    agrees(fit(0.01), 4, 0, 0.3542365526512574, 0.0106548257070338);
    agrees(fit(0.01), 5, 1, 0.0720540867921615, 0.0158493182170185);
  }

  /** Half a million tokens, or their logarithm: an error is no share of the numbers' own size. */
  @Test
  void large_numbers_have_the_same_errors() {
    Seen[] seen = seen();
    Seen[] large =
        Arrays.stream(seen)
            .map(one -> new Seen(one.group(), one.block(), one.value() + 1000))
            .toArray(Seen[]::new);
    MixedModel plain = MixedModel.of(seen, MODEL, 4, 0.05);
    agrees(MixedModel.of(large, MODEL, 4, 0.05), 5, 1, plain.difference(5, 1), plain.error(5, 1));
  }

  /** Nobody measured the last group: it is where the model says, and less sure than any other. */
  @Test
  void a_group_that_was_never_seen_is_where_the_model_says_and_less_sure() {
    Seen[] seen = Arrays.stream(seen()).filter(one -> one.group() != 5).toArray(Seen[]::new);
    MixedModel fit = MixedModel.of(seen, MODEL, 4, 0.05);
    assertThat(fit.difference(5, 2)).isCloseTo(fit.difference(3, 0), within(0.1));
    for (int group = 1; group < 5; group++) {
      assertThat(fit.error(5, 0)).isGreaterThan(fit.error(group, 0));
    }
  }
}
