{{/* The environment of a component, as the processes document it. Secrets come by reference only. */}}
{{- define "tracker.environment" -}}
{{- $values := .root.Values -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ $values.javaOptions | quote }}
- name: KEYCLOAK_ISSUER_URI
  value: {{ required "keycloak.issuerUri is missing: give the exact issuer (`iss`) of the realm's tokens" $values.keycloak.issuerUri | quote }}
{{- with $values.keycloak.jwksUri }}
- name: KEYCLOAK_JWKS_URI
  value: {{ . | quote }}
{{- end }}
- name: KEYCLOAK_AUTHORISED_PARTIES
  value: {{ join "," $values.keycloak.authorisedParties | quote }}
{{- if eq .name "gateway" }}
- name: SERVER_ADDRESS
  value: "0.0.0.0"
- name: SERVER_PORT
  value: {{ .component.port | quote }}
{{- with include "tracker.publicUrl" .root }}
- name: GATEWAY_PUBLIC_URL
  value: {{ . | quote }}
{{- end }}
{{- with .component.mongodbSecret }}
- name: RATE_LIMIT_MONGODB_URI
  valueFrom:
    secretKeyRef:
      name: {{ . | quote }}
      key: {{ $values.mongodb.uriKey | quote }}
{{- end }}
{{- with $values.keycloak.console }}
{{- if .existingSecret }}
- name: CONSOLE_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .clientSecretKey | quote }}
- name: CONSOLE_SESSION_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret | quote }}
      key: {{ .sessionKeyKey | quote }}
{{- with .tokenUri }}
- name: KEYCLOAK_TOKEN_URI
  value: {{ . | quote }}
{{- end }}
{{- with .logoutUri }}
- name: KEYCLOAK_LOGOUT_URI
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
- name: OUTCOMES_SERVICE_ADDRESS
  value: {{ include "tracker.address" (dict "root" .root "name" "outcomes-service") | quote }}
{{- else }}
- name: GRPC_ADDRESS
  value: "0.0.0.0"
- name: GRPC_PORT
  value: {{ .component.port | quote }}
- name: MONGODB_URI
  valueFrom:
    secretKeyRef:
      name: {{ .component.mongodbSecret | default $values.mongodb.existingSecret | required "mongodb.existingSecret is missing: name the Secret that holds the MongoDB URI" | quote }}
      key: {{ $values.mongodb.uriKey | quote }}
{{- end }}
{{- if or (eq .name "gateway") (eq .name "outcomes-service") }}
- name: PROVIDERS_SERVICE_ADDRESS
  value: {{ include "tracker.address" (dict "root" .root "name" "providers-service") | quote }}
- name: FUNDS_SERVICE_ADDRESS
  value: {{ include "tracker.address" (dict "root" .root "name" "funds-service") | quote }}
{{- end }}
{{- if or (eq .name "funds-service") (eq .name "outcomes-service") }}
- name: PSEUDONYM_KEY
  valueFrom:
    secretKeyRef:
      name: {{ required "pseudonymKey.existingSecret is missing: name the Secret that holds the pseudonym key" $values.pseudonymKey.existingSecret | quote }}
      key: {{ $values.pseudonymKey.key | quote }}
{{- end }}
{{- if and (eq .name "outcomes-service") $values.pseudonymKey.keysBefore }}
- name: PSEUDONYM_KEYS_BEFORE
  valueFrom:
    secretKeyRef:
      name: {{ $values.pseudonymKey.existingSecret | quote }}
      key: {{ $values.pseudonymKey.keysBefore | quote }}
{{- end }}
{{- if and (eq .name "providers-service") $values.keycloak.users.existingSecret }}
- name: USERS_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ $values.keycloak.users.existingSecret | quote }}
      key: {{ $values.keycloak.users.clientSecretKey | quote }}
- name: USERS_SEND_EMAIL
  value: {{ $values.keycloak.users.sendEmail | quote }}
{{- with $values.keycloak.users.adminUrl }}
- name: KEYCLOAK_ADMIN_URL
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- if and (eq .name "funds-service") $values.notify.existingSecret }}
- name: NOTIFY_API_KEY
  valueFrom:
    secretKeyRef:
      name: {{ $values.notify.existingSecret | quote }}
      key: {{ $values.notify.key | quote }}
- name: NOTIFY_EMAIL_TEMPLATE
  value: {{ required "notify.emailTemplate is missing: give the id of the e-mail template at GOV.UK Notify" $values.notify.emailTemplate | quote }}
- name: NOTIFY_TEXT_TEMPLATE
  value: {{ required "notify.textTemplate is missing: give the id of the text message template at GOV.UK Notify" $values.notify.textTemplate | quote }}
{{- with $values.notify.baseUrl }}
- name: NOTIFY_BASE_URL
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- range $variable, $value := .component.env }}
- name: {{ $variable }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{/* The gateway as callers write it; empty if that is not known. */}}
{{- define "tracker.publicUrl" -}}
{{- $host := and .Values.ingress.enabled .Values.ingress.host | default "" -}}
{{- $given := .Values.publicUrl | default (ternary (printf "https://%v" $host) "" (ne (toString $host) "")) -}}
{{- if and .Values.keycloak.console.existingSecret (not $given) -}}
{{- fail "publicUrl is missing: browsers must find their way back from Keycloak" -}}
{{- end -}}
{{- $given -}}
{{- end }}
