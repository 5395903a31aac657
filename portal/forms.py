"""How every form of the portal is drawn: through ``templates/forms/``."""

from django.forms.renderers import TemplatesSetting


class PortalFormRenderer(TemplatesSetting):
    """Fields in the portal's look wherever ``{{ form }}`` or ``{{ field.as_field_group }}`` is written."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
