"""Numbers of a product by name, each in the unit that is asked for."""

import strawberry

from api.documented import object_type, resolved
from api.entities import Info
from api.loaders import DetailsKey
from api.units import In, Unit, kept
from api.values import Quantity, quantity


@object_type
class Measures:
    """Numbers of a product; of several values, contested or not, the best supported one."""

    id: strawberry.ID = strawberry.field(description="Such as product/1.")

    @resolved
    async def ram(self, info: Info, unit: In = None) -> Quantity | None:
        """Its memory."""
        return await self._measure(info, "ram", unit)

    @resolved
    async def storage(self, info: Info, unit: In = None) -> Quantity | None:
        """How much it stores."""
        return await self._measure(info, "storage", unit)

    @resolved
    async def battery_capacity(self, info: Info, unit: In = None) -> Quantity | None:
        """What its battery holds; null in a unit of charge where an energy is stated, and the other way."""
        return await self._measure(info, "battery_capacity", unit)

    @resolved
    async def charging_power(self, info: Info, unit: In = None) -> Quantity | None:
        """At what power it charges."""
        return await self._measure(info, "charging_power", unit)

    @resolved
    async def screen_size(self, info: Info, unit: In = None) -> Quantity | None:
        """The diagonal of its screen."""
        return await self._measure(info, "screen_size", unit)

    @resolved
    async def refresh_rate(self, info: Info, unit: In = None) -> Quantity | None:
        """How often its screen shows another picture."""
        return await self._measure(info, "refresh_rate", unit)

    @resolved
    async def brightness(self, info: Info, unit: In = None) -> Quantity | None:
        """How bright its screen is."""
        return await self._measure(info, "brightness", unit)

    @resolved
    async def main_camera(self, info: Info, unit: In = None) -> Quantity | None:
        """The pixels of its main camera."""
        return await self._measure(info, "main_camera", unit)

    @resolved
    async def front_camera(self, info: Info, unit: In = None) -> Quantity | None:
        """The pixels of its front camera."""
        return await self._measure(info, "front_camera", unit)

    @resolved
    async def optical_zoom(self, info: Info, unit: In = None) -> Quantity | None:
        """How far its camera zooms."""
        return await self._measure(info, "optical_zoom", unit)

    @resolved
    async def weight(self, info: Info, unit: In = None) -> Quantity | None:
        """What it weighs."""
        return await self._measure(info, "weight", unit)

    @resolved
    async def water_resistance(self, info: Info, unit: In = None) -> Quantity | None:
        """The depth of water that it stands."""
        return await self._measure(info, "water_resistance", unit)

    async def _measure(self, info: Info, attribute: str, unit: Unit | None) -> Quantity | None:
        if unit:
            kept(attribute, unit)
        details = await info.context.loaders.details.load(DetailsKey(self.id, ("parameters",), (attribute,)))
        for view in details.parameters:
            if view.attribute == attribute and view.number is not None:
                return quantity(view.number, view.unit, unit)
        return None
