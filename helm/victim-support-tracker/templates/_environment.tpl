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
