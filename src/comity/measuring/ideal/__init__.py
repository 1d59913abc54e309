"""Ideal points: the dynamic ordinal probit of Bailey, Strezhnev and Voeten, fitted by variational EM."""
